import type { MessageShortcut } from '@slack/bolt';
import type { CommandDeclaration } from '../../core/chat/contract.ts';
import { readText } from './read-text.ts';

/** A command that people also find in the menu of a message. */
export type MessageCommand = CommandDeclaration & { readonly onMessage: string };

export function isMessageCommand(command: CommandDeclaration): command is MessageCommand {
  return command.onMessage !== undefined;
}

/** What the app's manifest calls its shortcut: the same whatever prefix the commands go by. */
export function callbackOf({ name, verb }: CommandDeclaration): string {
  return `message:${verb ?? name}`;
}

export function findMessageCommand<T extends CommandDeclaration>(
  commands: readonly T[],
  callbackId: string,
): T | undefined {
  return commands.find((command) => callbackOf(command) === callbackId);
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
