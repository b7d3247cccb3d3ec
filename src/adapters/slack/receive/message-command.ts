import type { MessageShortcut } from '@slack/bolt';
import type { CommandDeclaration } from '../../../core/chat/command.ts';
import { readText } from './read-text.ts';

/** What the app's manifest calls its shortcut: the same whatever prefix the commands go by. */
export function callbackOf({ name, verb }: CommandDeclaration): string {
  return `message:${verb ?? name}`;
}

export function findMessageCommand(
  commands: readonly CommandDeclaration[],
  callbackId: string,
): CommandDeclaration | undefined {
  return commands.find((command) => command.shortcut !== undefined && callbackOf(command) === callbackId);
}

/** The words of a message, those of its attachments and the addresses they came from included. */
export function readMessage(message: MessageShortcut['message']): string {
  const attachments: readonly unknown[] = Array.isArray(message.attachments) ? message.attachments : [];
  const parts = attachments.flatMap((attachment) =>
    typeof attachment === 'object' && attachment !== null
      ? ['from_url', 'title_link', 'title', 'text', 'fallback'].map(
          (key) => (attachment as Record<string, unknown>)[key],
        )
      : [],
  );
  return [message.text, ...parts]
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .map(readText)
    .join('\n');
}
