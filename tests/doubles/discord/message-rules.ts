import { MessageFlags } from 'discord-api-types/v10';
import type { Problem } from './api-error.ts';

/** With this a message makes Discord fail: it answers 500. */
export const TOO_MANY_BYTES = 'TOO_MANY_BYTES';

/** Any part of a message body, as it came over the wire. */
export type Part = { readonly [key: string]: unknown };

export const partsOf = (value: unknown): readonly Part[] =>
  Array.isArray(value) ? value.filter((part): part is Part => typeof part === 'object' && part !== null) : [];

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const lengthOf = (value: unknown): number => [...textOf(value)].length;

export type Placed = { readonly part: Part; readonly path: readonly string[] };

/** Every component of a message, nested ones and accessories too, with the way to it. */
export function allComponents(components: unknown, path: readonly string[] = ['components']): Placed[] {
  return partsOf(components).flatMap((part, at) => {
    const here = [...path, String(at)];
    const accessory = partsOf(part.accessory === undefined ? [] : [part.accessory]);
    return [
      { part, path: here },
      ...allComponents(part.components, [...here, 'components']),
      ...accessory.map((one) => ({ part: one, path: [...here, 'accessory'] })),
    ];
  });
}

const LIMITS = {
  content: 2000,
  embeds: 6000,
  classicRows: 5,
  components: 40,
  displayedText: 4000,
  bytes: 10_170,
};

/**
 * The rules for a message that the official description does not state.
 * https://docs.discord.com/developers/resources/message and /components/reference
 */
export function messageProblems(body: Part, alreadyV2 = false): readonly Problem[] {
  const isV2 = alreadyV2 || (Number(body.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  return [
    ...lengthProblems(body),
    ...buttonProblems(body.components),
    ...(isV2 ? componentMessageProblems(body) : classicMessageProblems(body)),
  ];
}

function lengthProblems(body: Part): readonly Problem[] {
  const problems: Problem[] = [];
  if (lengthOf(body.content) > LIMITS.content) {
    problems.push(tooLong(['content'], LIMITS.content));
  }
  const embedTotal = partsOf(body.embeds)
    .map((embed) => {
      const own = lengthOf(embed.title) + lengthOf(embed.description);
      const named = [embed.footer, embed.author].flatMap((part) => partsOf([part]));
      const around = named.map((part) => lengthOf(part.text) + lengthOf(part.name));
      const fields = partsOf(embed.fields).map((field) => lengthOf(field.name) + lengthOf(field.value));
      return [own, ...around, ...fields].reduce((a, b) => a + b, 0);
    })
    .reduce((a, b) => a + b, 0);
  if (embedTotal > LIMITS.embeds) {
    problems.push({
      path: ['embeds'],
      code: 'MAX_EMBED_SIZE_EXCEEDED',
      message: `Embed size exceeds maximum size of ${LIMITS.embeds}`,
    });
  }
  return problems;
}

function tooLong(path: readonly string[], limit: number): Problem {
  return { path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${limit} or fewer in length.` };
}

function buttonProblems(components: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const { part, path } of allComponents(components)) {
    const id = part.custom_id;
    if (typeof id === 'string') {
      if (seen.has(id)) {
        problems.push({
          path: [...path, 'custom_id'],
          code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
          message: 'Component custom id cannot be duplicated',
        });
      }
      seen.add(id);
    }
    if (part.type !== 2) continue;
    const isLink = part.style === 5;
    if (isLink && typeof part.url !== 'string') problems.push(required([...path, 'url']));
    if (isLink && typeof id === 'string') problems.push(exclusive([...path, 'custom_id']));
    if (!isLink && part.style !== 6 && typeof id !== 'string')
      problems.push(required([...path, 'custom_id']));
    if (textOf(part.label).trim() === '' && part.emoji === undefined && part.style !== 6) {
      problems.push(required([...path, 'label']));
    }
    if (typeof part.url === 'string' && !/^(https?|discord):\/\/[^\s]+$/.test(part.url)) {
      problems.push({
        path: [...path, 'url'],
        code: 'URL_TYPE_INVALID_URL',
        message: 'Not a well formed URL.',
      });
    }
  }
  return problems;
}

function required(path: readonly string[]): Problem {
  return { path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
}

function exclusive(path: readonly string[]): Problem {
  return { path, code: 'BUTTON_COMPONENT_INVALID', message: 'A custom id and url cannot both be specified' };
}

function componentMessageProblems(body: Part): readonly Problem[] {
  const problems: Problem[] = [];
  for (const field of ['content', 'embeds', 'poll', 'sticker_ids']) {
    const value = body[field];
    const isEmpty = value === undefined || value === null || value === '' || partsEmpty(value);
    if (!isEmpty) {
      problems.push({
        path: [field],
        code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      });
    }
  }
  const all = allComponents(body.components);
  if (all.length > LIMITS.components) {
    problems.push({
      path: ['components'],
      code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      message: `The maximum number of components on this message has been exceeded (${LIMITS.components})`,
    });
  }
  const text = all.reduce((sum, { part }) => sum + lengthOf(part.content), 0);
  if (text > LIMITS.displayedText) {
    problems.push({
      path: ['components'],
      code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      message: `The displayable text size exceeds the maximum size of ${LIMITS.displayedText}`,
    });
  }
  // Nothing tells so, but it is what Discord does: an error of its own, without a word.
  const bytes = all.reduce((sum, { part }) => sum + Buffer.byteLength(textOf(part.content)), 0);
  if (bytes > LIMITS.bytes) {
    const message = `${bytes} bytes of text: Discord fails`;
    problems.push({ path: ['components'], code: TOO_MANY_BYTES, message });
  }
  const ids = all.flatMap(({ part }) => (typeof part.id === 'number' && part.id !== 0 ? [part.id] : []));
  if (new Set(ids).size < ids.length) {
    const message = 'Component ids must be unique within a message';
    problems.push({ path: ['components'], code: 'COMPONENT_ID_DUPLICATED', message });
  }
  for (const { part, path } of all) {
    if (part.type === 10 && textOf(part.content).trim() === '') problems.push(required([...path, 'content']));
  }
  return problems;
}

const partsEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;

function classicMessageProblems(body: Part): readonly Problem[] {
  const rows = partsOf(body.components);
  const problems: Problem[] = rows.flatMap((row, at) =>
    row.type === 1
      ? []
      : [
          {
            path: ['components', String(at), 'type'],
            code: 'UNION_TYPE_CHOICES',
            message: 'Value of field "type" must be one of (1,).',
          },
        ],
  );
  if (rows.length > LIMITS.classicRows) {
    problems.push({
      path: ['components'],
      code: 'BASE_TYPE_BAD_LENGTH',
      message: `Must be between 0 and ${LIMITS.classicRows} in length.`,
    });
  }
  return problems;
}

/** Whether a message would show nothing at all. */
export function isEmptyMessage(body: Part): boolean {
  const shown = [body.embeds, body.components, body.attachments, body.sticker_ids];
  return (
    textOf(body.content).trim() === '' &&
    body.poll == null &&
    shown.every((list) => partsOf(list).length === 0)
  );
}
