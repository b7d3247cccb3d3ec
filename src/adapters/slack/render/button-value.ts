import type { Button, CommandLine } from '../../../core/chat/card.ts';
import { LIMITS } from '../limits.ts';
import { readJson, readRecord } from '../receive/json.ts';
import { readBlockId } from './block-id.ts';

/** What a pressed button asks for. */
export type Press = {
  readonly line: CommandLine;
  readonly replaces: boolean;
  /** Draws the message anew, once what the button does is done. */
  readonly redraw?: CommandLine;
};

/** Everything a press needs, in the button itself, so that it works after a restart; undefined where it is too long. */
export function writeButtonValue({ command, replaces }: Button): string | undefined {
  const value = JSON.stringify({ ...command, ...(replaces && { replaces }) });
  return value.length <= LIMITS.buttonValue ? value : undefined;
}

/** Where an option names the paper of its block. */
const PAPER = '@';

/**
 * The same for an option of a menu, which has room for 75 characters: `flag page|name|verb|=text`, where `@` stands for the paper that the
 * id of its block tells; undefined where it is too long.
 */
export function writeOptionValue({ command, replaces }: Button, paper?: string): string | undefined {
  const { name, verb = '', text, page = 1, form } = command;
  const flag = replaces ? '!' : form === 'asked' ? '?' : '.';
  const isOfPaper = paper !== undefined && paper !== '' && text.startsWith(paper);
  const rest = isOfPaper ? `${PAPER}${text.slice(paper.length)}` : `=${text}`;
  const value = `${flag}${page}|${name}|${verb}|${rest}`;
  return value.length <= LIMITS.menuValue && !/[|]/u.test(`${name}${verb}`) ? value : undefined;
}

/** Reads the value of a button or of an option in the block of this id; undefined for one that this bot did not write. */
export function readButtonValue(value: string, blockId = ''): Press | undefined {
  const { paper, redraw } = readBlockId(blockId);
  const press = value.startsWith('{') ? readWhole(value) : readOption(value, paper);
  return press === undefined || redraw === undefined ? press : { ...press, redraw };
}

function readWhole(value: string): Press | undefined {
  const record = readRecord(readJson(value));
  const line = readLine(record);
  return line === undefined ? undefined : { line, replaces: record.replaces === true };
}

function readOption(value: string, paper: string | undefined): Press | undefined {
  const match = /^([!?.])(\d{1,9})\|([^|]+)\|([^|]*)\|([=@])([\s\S]*)$/u.exec(value);
  if (match === null) return undefined;
  const [, flag, page, name = '', verb = '', kind, rest = ''] = match;
  if (kind === PAPER && paper === undefined) return undefined;
  return {
    line: {
      name,
      ...(verb === '' ? {} : { verb }),
      text: kind === PAPER ? `${paper}${rest}` : rest,
      ...(page === '1' ? {} : { page: Number(page) }),
      ...(flag === '?' ? { form: 'asked' as const } : {}),
    },
    replaces: flag === '!',
  };
}

/** A command line that was kept as JSON. */
export function readLine(record: { readonly [key: string]: unknown }): CommandLine | undefined {
  const { name, verb, text, page, form } = record;
  if (typeof name !== 'string' || typeof text !== 'string') return undefined;
  return {
    name,
    text,
    ...(typeof verb === 'string' && { verb }),
    ...(typeof page === 'number' && { page }),
    ...(form === 'asked' && { form }),
  };
}
