import type { CommandDeclaration } from '../../../core/chat/command.ts';
import { readRecord } from './json.ts';
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

/** How deep and how much of a message is read; ours. */
const DEPTH = 8;
const PARTS = 500;
/** Where Slack keeps words and addresses, and what holds more of them. */
const WORDS = ['pretext', 'title', 'text', 'fallback', 'value', 'alt_text', 'name'];
const ADDRESSES = ['from_url', 'title_link', 'url'];
const HOLDERS = ['blocks', 'elements', 'element', 'text', 'title', 'fields', 'accessory', 'attachments'];
const MORE_HOLDERS = ['message_blocks', 'message', 'files'];

/** All that a message shows: its text, its blocks, attachments and what it forwards, addresses and the names of files. */
export function readMessage(message: unknown): string {
  const { text, ...rest } = readRecord(message);
  const read = readText(text);
  const shown = new Set(read === '' ? [] : [read]);
  for (const part of readParts(rest, DEPTH).slice(0, PARTS)) {
    // The blocks say the text again.
    if (part !== '' && !read.includes(part)) shown.add(part);
  }
  return [...shown].join('\n');
}

/** The names of files that came with a message: `2303.08010.pdf`. */
export function readFileNames(files: unknown): string {
  return [...new Set(readParts({ files }, DEPTH))].join(' ');
}

function readParts(given: unknown, depth: number): readonly string[] {
  if (Array.isArray(given)) return given.flatMap((one) => readParts(one, depth));
  if (depth === 0 || typeof given !== 'object' || given === null) return [];
  const record = readRecord(given);
  const { type, elements } = record;
  const runs = typeof type === 'string' && type.startsWith('rich_text_') ? readRuns(elements) : '';
  const own = type === 'button' ? [] : [...ADDRESSES, ...WORDS].map((key) => readText(record[key]));
  const link = type === 'button' ? [readText(record.url)] : [];
  const held = [...HOLDERS, ...MORE_HOLDERS].flatMap((key) =>
    runs !== '' && key === 'elements'
      ? readParts(linksIn(elements), depth - 1)
      : readParts(record[key], depth - 1),
  );
  return [runs, ...own, ...link, ...held].filter((part) => part !== '');
}

/** A line of rich text is cut into runs of one style each. */
function readRuns(elements: unknown): string {
  const runs = Array.isArray(elements) ? elements.map(readRecord) : [];
  return runs
    .map(({ text, url }) => readWord(text) || readWord(url))
    .join('')
    .trim();
}

function linksIn(elements: unknown): readonly unknown[] {
  const links = Array.isArray(elements) ? elements.map(readRecord) : [];
  return links.flatMap(({ url }) => (typeof url === 'string' ? [{ url }] : []));
}

function readWord(given: unknown): string {
  return typeof given === 'string' ? given : '';
}
