import {
  type APIContainerComponent,
  ComponentType,
  MessageFlags,
  type RawFile,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { Log } from '../../../core/chat/log.ts';
import { cutText } from '../../../core/text/clip-text.ts';
import { entry, LoggableError } from '../../../core/text/log-entry.ts';
import { describe, hasCode } from '../failures.ts';
import { LIMITS } from '../limits.ts';
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

/** Sends a message; where Discord takes it for malformed, what it says in plain words, without its buttons. */
export async function sendOrPlain<Result>(
  content: Content,
  send: (content: Content) => Promise<Result>,
  log: Log,
): Promise<Result> {
  try {
    return await send(content);
  } catch (error) {
    if (!hasCode(error, RESTJSONErrorCodes.InvalidFormBodyOrContentType)) throw error;
    log.warn(
      entry`Discord rejected the layout of a message, which is sent as plain text: ${describe(error)}.`,
    );
    return await send(plainContent(content));
  }
}

/** All texts of a message as one, under the ids of its first two components. */
function plainContent({ components }: Content): Content {
  const text = components.flatMap(textsOf).join('\n');
  const [container] = components;
  const [first] = container?.components ?? [];
  const display = {
    type: ComponentType.TextDisplay as const,
    // A character is at most three bytes, so that this is less than Discord bears.
    content: cutText(text.trim() === '' ? '…' : text, Math.floor(LIMITS.bytes / 3)),
    ...(first?.id === undefined ? {} : { id: first.id }),
  };
  const id = container?.id === undefined ? {} : { id: container.id };
  return { components: [{ type: ComponentType.Container, ...id, components: [display] }], files: [] };
}

function textsOf({ components }: APIContainerComponent): readonly string[] {
  return components.flatMap((part) => {
    if (part.type === ComponentType.Section) return part.components.map(({ content }) => content);
    return part.type === ComponentType.TextDisplay ? [part.content] : [];
  });
}
