import { createPayloadCheck } from '../../../core/chat/preview/check-payload.ts';
import type { PayloadKind } from '../../../core/chat/preview/preview.ts';
import { LIMITS } from '../limits.ts';
import { readRecord } from '../receive/json.ts';
import schema from './block-kit.schema.json' with { type: 'json' };
import { listControls, readRecords } from './controls.ts';

const checks = {
  message: createPayloadCheck(schema, 'message_blocks'),
  form: createPayloadCheck(schema, 'modal'),
  home: createPayloadCheck(schema, 'home'),
};

/** Which documented rules of Block Kit a message or view breaks. */
export function findFaults(payload: object, kind: PayloadKind): readonly string[] {
  const { blocks } = readRecord(payload);
  const length = JSON.stringify(blocks).length;
  return [
    ...checks[kind](kind === 'message' ? blocks : payload),
    ...findTwins(
      readRecords(blocks).map(({ block_id }) => block_id),
      'block_id',
    ),
    ...findTwins(
      listControls(payload).map(({ action_id }) => action_id),
      'action_id',
    ),
    ...(kind === 'message' && length > LIMITS.blocksTotal
      ? [`blocks: ${length} characters as JSON, more than ${LIMITS.blocksTotal}`]
      : []),
  ];
}

function findTwins(ids: readonly unknown[], name: string): readonly string[] {
  const given = ids.filter((id) => typeof id === 'string');
  const twins = given.filter((id, at) => given.indexOf(id) !== at);
  return [...new Set(twins)].map((id) => `${name}: ${id} is used twice`);
}
