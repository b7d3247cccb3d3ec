import { readRecord } from '../receive/json.ts';

type Json = ReturnType<typeof readRecord>;

/** The objects of a list; none where it is no list. */
export function readRecords(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(readRecord) : [];
}

/** Buttons, menus and inputs of a message or view, in their order. */
export function listControls(payload: object): readonly Json[] {
  return readRecords(readRecord(payload).blocks).flatMap(({ elements, accessory, element }) =>
    [...readRecords(elements), readRecord(accessory), readRecord(element)].filter(
      ({ action_id }) => typeof action_id === 'string',
    ),
  );
}

/** The block in which a control stands; '' where it has no name. */
export function findBlockOf(payload: object, id: string): string {
  const block = readRecords(readRecord(payload).blocks).find((one) =>
    listControls({ blocks: [one] }).some(({ action_id }) => action_id === id),
  );
  return typeof block?.block_id === 'string' ? block.block_id : '';
}
