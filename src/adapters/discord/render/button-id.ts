import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Button, CommandLine } from '../../../core/chat/card.ts';
import { LIMITS } from '../limits.ts';

/** What a pressed button means. */
export type Pressed = { readonly line: CommandLine; readonly replaces: boolean };

/*
 * A button carries its whole command in its custom id, so that it works after a restart and on an old message with
 * nothing kept anywhere: `place flags page|name|verb|=text`. Where a text is too long for one id, `~start,length` points
 * into a text that is written over the spare ends of all ids of the message, each end after END and before a full
 * stop, for Discord may trim an id. Discord hands back the whole message with every press. What has no room there either is
 * `#` and a sign for its text, which this process knows for a while, and the database for as long as the message.
 */
const END = '␟';

/** So many texts are known by their sign here. */
const longTexts = new LRUCache<string, string>({ max: 1_000 });

/** Custom ids for the buttons of one message, in their order. No two are the same, even for the same command. */
export function writeButtonIds(buttons: readonly Button[]): readonly string[] {
  const heads = buttons.map(({ command, replaces }, place) => {
    const { name, verb = '', page = 1, form } = command;
    const flag = replaces ? '!' : form === 'asked' ? '?' : '.';
    return `${place.toString(36)}${flag}${page}|${encodeWord(name)}|${encodeWord(verb)}|`;
  });
  const texts = buttons.map(({ command }) => command.text);
  const fits = (at: number) => `${heads[at]}=${texts[at]}`.length <= LIMITS.customId;
  let shared = '';
  const ids = heads.map((head, at) => {
    const text = texts[at] ?? '';
    // A text with the mark in it cannot be told apart.
    if (text.includes(END)) return `${head}#${signFor(text)}`;
    if (fits(at)) return `${head}=${text}`;
    if (!shared.includes(text)) shared += text;
    return `${head}~${shared.indexOf(text)},${text.length}`;
  });
  if (shared === '') return ids;
  const spreadIds = spread(ids, shared);
  if (spreadIds.every((id) => readButtonId(id, spreadIds) !== undefined)) return spreadIds;
  return ids.map((id, at) => (fits(at) ? id : `${heads[at]}#${signFor(texts[at] ?? '')}`));
}

function signFor(text: string): string {
  const sign = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  longTexts.set(sign, text);
  return sign;
}

/** Such a sign, in an id. */
const SIGN = /^[^|]*\|[^|]*\|[^|]*\|#(?<sign>[\w-]{22})/u;
const signsOf = (ids: readonly string[]) => new Set(ids.flatMap((id) => SIGN.exec(id)?.groups?.sign ?? []));

/** The texts for which signs stand in these ids, as far as they are known here. */
export function longTextsOf(ids: readonly string[]): ReadonlyMap<string, string> {
  return new Map([...signsOf(ids)].map((sign) => [sign, longTexts.get(sign)] as const).filter(isKnown));
}

function isKnown(entry: readonly [string, string | undefined]): entry is readonly [string, string] {
  return entry[1] !== undefined;
}

/** The signs in these ids whose texts are not known here. */
export function listUnknownSigns(ids: readonly string[]): readonly string[] {
  return [...signsOf(ids)].filter((sign) => !longTexts.has(sign));
}

export function learnLongText(sign: string, text: string): void {
  longTexts.set(sign, text);
}

/** Writes the shared text over the spare ends; what does not fit is missing. */
function spread(ids: readonly string[], shared: string): readonly string[] {
  let written = 0;
  return ids.map((id) => {
    const room = LIMITS.customId - id.length - END.length - 1;
    let end = Math.min(shared.length, written + Math.max(0, room));
    if (/[\uD800-\uDBFF]/u.test(shared[end - 1] ?? '')) end -= 1;
    const piece = shared.slice(written, Math.max(written, end));
    written += piece.length;
    return piece === '' ? id : `${id}${END}${piece}.`;
  });
}

/** What the button with this id means, `ids` being all those of its message in order; undefined where it cannot be read. */
export function readButtonId(id: string, ids: readonly string[]): Pressed | undefined {
  const [own = ''] = id.split(END);
  const match = /^[0-9a-z]+([!?.])(\d{1,9})\|([^|]*)\|([^|]*)\|([=~#])([\s\S]*)$/u.exec(own);
  if (!match) return undefined;
  const [, flag, page, name = '', verb = '', kind, rest = ''] = match;
  const text = kind === '=' ? rest : kind === '#' ? longTexts.get(rest) : readShared(rest, ids);
  if (text === undefined) return undefined;
  return {
    line: {
      name: decodeWord(name),
      ...(verb === '' ? {} : { verb: decodeWord(verb) }),
      text,
      ...(page === '1' ? {} : { page: Number(page) }),
      ...(flag === '?' ? { form: 'asked' } : {}),
    },
    replaces: flag === '!',
  };
}

function readShared(place: string, ids: readonly string[]): string | undefined {
  const match = /^(\d{1,5}),(\d{1,5})$/u.exec(place);
  if (!match) return undefined;
  const [start, length] = [Number(match[1]), Number(match[2])];
  const shared = ids.map((id) => id.split(END)[1]?.slice(0, -1) ?? '').join('');
  const text = shared.slice(start, start + length);
  return text.length === length ? text : undefined;
}

function encodeWord(word: string): string {
  return word.replace(/[|%]/gu, encodeURIComponent).replaceAll(END, '');
}

function decodeWord(word: string): string {
  return word.replace(/%7C|%25/gu, decodeURIComponent);
}

/** The id with the command of another button, at the same place of its message; undefined where that does not fit. */
export function changeButtonId(id: string, button: Button): string | undefined {
  const [own = ''] = id.split(END);
  const [place = ''] = /^[0-9a-z]+/u.exec(own) ?? [];
  const [written = ''] = writeButtonIds([button]);
  const changed = `${place}${written.slice(1)}${id.slice(own.length)}`;
  const isWhole = /^[^|]*\|[^|]*\|[^|]*\|=/u.test(written);
  return isWhole && changed.length <= LIMITS.customId ? changed : undefined;
}
