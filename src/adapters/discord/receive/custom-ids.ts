import { listParts } from './shown-text.ts';

/** The ids of a message in the order in which they were written: a button beside a text comes after the text. */
export function listIds(components: unknown): readonly string[] {
  return listParts(components).flatMap(({ custom_id, components: inner, accessory, options }) => [
    ...(typeof custom_id === 'string' ? [custom_id] : []),
    ...listParts(options).flatMap(({ value }) => (typeof value === 'string' ? [value] : [])),
    ...listIds(inner),
    ...listIds([accessory]),
  ]);
}

/** All parts of a message that have such an id. */
export function listButtons(components: unknown): ReturnType<typeof listParts> {
  return listParts(components).flatMap((part) => [
    ...(typeof part.custom_id === 'string' ? [part] : []),
    ...listButtons(part.components),
    ...listButtons([part.accessory]),
  ]);
}
