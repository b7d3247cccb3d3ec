import { MessageFlags, type RawFile } from 'discord.js';
import { entry, LoggableError } from '../../../core/text/log-entry.ts';
import type { RenderedMessage } from '../render/render.ts';

/** What is sent of a message. */
export type Content = Pick<RenderedMessage, 'components' | 'files'>;

/** Nobody is notified by anything the bot writes. */
const NOBODY = { parse: [], replied_user: false };

/** The body and the files of a request that sends or edits a message; the files it had before are gone. */
export function writeMessage({ components, files }: Content, more: object = {}) {
  const attachments = files.map(({ name }, at) => ({ id: String(at), filename: name }));
  const body = {
    components,
    flags: MessageFlags.IsComponentsV2,
    allowed_mentions: NOBODY,
    attachments,
    ...more,
  };
  const raw = files.map(
    ({ name, type, content }): RawFile => ({ name, contentType: type, data: Buffer.from(content, 'utf8') }),
  );
  return raw.length === 0 ? { body } : { body, files: raw };
}

/** The id of what Discord made. */
export function idOf(reply: unknown): string {
  if (typeof reply === 'object' && reply !== null && 'id' in reply && typeof reply.id === 'string') {
    return reply.id;
  }
  throw new LoggableError(entry`Discord answered without an id.`);
}
