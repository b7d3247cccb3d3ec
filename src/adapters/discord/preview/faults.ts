import { createPayloadCheck } from '../../../core/chat/preview/check-payload.ts';
import type { PayloadKind } from '../../../core/chat/preview/preview.ts';
import { LIMITS } from '../limits.ts';
import schema from './components.schema.json' with { type: 'json' };
import { listComponents } from './controls.ts';

/** Characters and bytes of all texts of a message. https://docs.discord.com/developers/components/reference */
const TEXT = 4_000;
const BYTES = 10_170;

const checks = { message: createPayloadCheck(schema, 'message'), form: createPayloadCheck(schema, 'form') };

/** Which documented rules of Discord's components a message or form breaks. */
export function findFaults(payload: object, kind: PayloadKind): readonly string[] {
  if (kind === 'form') return checks.form(payload);
  const all = listComponents(payload);
  const text = all.map(({ content }) => (typeof content === 'string' ? content : '')).join('');
  const ids = all.flatMap(({ custom_id }) => (typeof custom_id === 'string' ? [custom_id] : []));
  return [
    ...checks.message(payload),
    ...(all.length > LIMITS.components ? [`components: ${all.length}, more than ${LIMITS.components}`] : []),
    ...(text.length > TEXT ? [`components: ${text.length} characters of text, more than ${TEXT}`] : []),
    ...(Buffer.byteLength(text) > BYTES ? [`components: more than ${BYTES} bytes of text`] : []),
    ...(new Set(ids).size < ids.length ? ['components: a custom_id is used twice'] : []),
  ];
}
