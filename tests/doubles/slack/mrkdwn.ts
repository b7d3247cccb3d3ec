import { isRecord, type Json, recordsIn, stringOf } from './json.ts';

/** A run of text as a reader sees it. */
export type Run = {
  readonly text: string;
  readonly bold?: true;
  readonly italic?: true;
  readonly strike?: true;
  readonly code?: true;
  /** Drawn as a picture. */
  readonly emoji?: true;
  /** Behind the line of a quotation. */
  readonly quote?: true;
  readonly url?: string;
  /** Whom it notifies: `channel`, `here`, `U01…`, `S01…`. */
  readonly ping?: string;
};

/** What a reader sees: a word joiner is nothing to see. */
const decoded = (text: string) =>
  text.replaceAll('\u2060', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/**
 * How Slack reads mrkdwn: entities in angle brackets, bare addresses, `*bold*`, `_italic_`, `~strike~`, `` `code` ``, `:emoji:`,
 * and `>` at the beginning of a line. A sign formats where no word touches it from outside.
 */
function readMrkdwn(text: string, options: { verbatim?: boolean; linkNames?: boolean } = {}): readonly Run[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const quoted = /^(?:>|&gt;)\s?(.*)$/u.exec(line)?.[1];
    const runs = readBold(quoted ?? line, options);
    return [
      ...(at === 0 ? [] : [{ text: '\n' }]),
      ...(quoted === undefined ? runs : runs.map((run) => ({ ...run, quote: true as const }))),
    ];
  });
}

/** Bold text may have links in it. */
function readBold(text: string, options: { verbatim?: boolean; linkNames?: boolean }): readonly Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const match of text.matchAll(
    /(?<![^\s(["'{=+-])\*(?!\s)([^*\n]*[^*\s])\*(?![^\s.,;:!?)\]"'}=+%/-])/gu,
  )) {
    runs.push(...readLine(text.slice(from, match.index), options));
    runs.push(...readLine(match[1] ?? '', options).map((run) => ({ ...run, bold: true as const })));
    from = match.index + match[0].length;
  }
  return [...runs, ...readLine(text.slice(from), options)];
}

function readLine(text: string, options: { verbatim?: boolean; linkNames?: boolean }): readonly Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const match of text.matchAll(/<([^<>\n]*)>/g)) {
    runs.push(...readPlainPart(text.slice(from, match.index), options));
    runs.push(readEntity(match[1] ?? ''));
    from = match.index + match[0].length;
  }
  runs.push(...readPlainPart(text.slice(from), options));
  return runs.filter(({ text, emoji }) => text !== '' || emoji === true);
}

function readEntity(inside: string): Run {
  const bar = inside.indexOf('|');
  const [target, label] = bar < 0 ? [inside, inside] : [inside.slice(0, bar), inside.slice(bar + 1)];
  const broadcast = /^!(channel|here|everyone)$/.exec(target);
  if (broadcast) return { text: `@${broadcast[1]}`, ping: broadcast[1] ?? '' };
  const group = /^!subteam\^(\w+)$/.exec(target);
  if (group) return { text: decoded(label), ping: group[1] ?? '' };
  const person = /^@([UW]\w+)$/.exec(target);
  if (person) return { text: `@${person[1]}`, ping: person[1] ?? '' };
  if (target.startsWith('#') || target.startsWith('!')) return { text: decoded(label) };
  return { text: decoded(label), url: decoded(target) };
}

function readPlainPart(text: string, options: { verbatim?: boolean; linkNames?: boolean }): readonly Run[] {
  const runs: Run[] = [];
  const pattern =
    /(?<![\w_])_(?<italic>[^_\n]+)_(?![\w_\u2060])|(?<![\w~])~(?<strike>[^~\n]+)~(?![\w~\u2060])|`(?<code>[^`\n]+)`(?!\u2060)|(?<emoji>:[\p{L}\d_+'-]+:)|(?<url>https?:\/\/[^\s<>|]+)|@(?<name>channel|here|everyone)\b/gu;
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const { italic, strike, code, emoji, url, name } = match.groups ?? {};
    if (url !== undefined && options.verbatim === true) continue;
    if (name !== undefined && options.linkNames !== true) continue;
    runs.push({ text: decoded(text.slice(from, match.index)) });
    from = match.index + match[0].length;
    if (italic !== undefined) runs.push({ text: decoded(italic), italic: true });
    else if (strike !== undefined) runs.push({ text: decoded(strike), strike: true });
    else if (code !== undefined) runs.push({ text: decoded(code), code: true });
    else if (emoji !== undefined) runs.push({ text: '', emoji: true });
    else if (url !== undefined) runs.push({ text: decoded(url), url: decoded(url) });
    else if (name !== undefined) runs.push({ text: `@${name}`, ping: name });
  }
  runs.push({ text: decoded(text.slice(from)) });
  return runs;
}

/** Everything a reader sees in these blocks, top to bottom, buttons left out. */
export function readBlocks(blocks: readonly Json[]): readonly Run[] {
  return blocks.flatMap((block) => {
    switch (block.type) {
      case 'rich_text':
        return readRichText(block);
      case 'markdown':
        return readMrkdwn(stringOf(block.text));
      case 'section':
      case 'header':
        return [...readText(block.text), ...recordsIn(block.fields).flatMap(readText), { text: '\n' }];
      case 'context':
        return [...recordsIn(block.elements).flatMap(readText), { text: '\n' }];
      case 'input':
        return readText(block.label);
      default:
        return [];
    }
  });
}

function readText(object: unknown): readonly Run[] {
  if (!isRecord(object)) return [];
  const text = stringOf(object.text);
  return object.type === 'mrkdwn' ? readMrkdwn(text, { verbatim: object.verbatim === true }) : [{ text }];
}

function readRichText(node: Json): readonly Run[] {
  return recordsIn(node.elements).flatMap((element): readonly Run[] => {
    if (Array.isArray(element.elements)) {
      const runs = readRichText(element);
      const inner =
        element.type === 'rich_text_preformatted'
          ? runs.map((run) => ({ ...run, code: true as const }))
          : runs;
      return [...inner, { text: '\n' }];
    }
    const style = isRecord(element.style) ? element.style : {};
    const drawn: Omit<Run, 'text'> = {
      ...(style.bold === true && { bold: true as const }),
      ...(style.italic === true && { italic: true as const }),
      ...(style.strike === true && { strike: true as const }),
      ...(style.code === true && { code: true as const }),
    };
    switch (element.type) {
      case 'text':
        return [{ text: stringOf(element.text), ...drawn }];
      case 'link':
        return [
          { text: stringOf(element.text) || stringOf(element.url), url: stringOf(element.url), ...drawn },
        ];
      case 'user':
        return [{ text: `@${stringOf(element.user_id)}`, ping: stringOf(element.user_id) }];
      case 'usergroup':
        return [{ text: '@group', ping: stringOf(element.usergroup_id) }];
      // In whatever zone the reader is: the double's readers see the words for those who cannot.
      case 'date':
        return [{ text: stringOf(element.fallback), ...drawn }];
      case 'broadcast':
        return [{ text: `@${stringOf(element.range)}`, ping: stringOf(element.range) }];
      default:
        return [];
    }
  });
}

/** Whom a message would notify. The `text` counts too where blocks are shown: notifications are made of it. */
export function pingsOf(text: string, blocks: readonly Json[], linkNames: boolean): readonly string[] {
  return [...readMrkdwn(text, { linkNames }), ...readBlocks(blocks)].flatMap(({ ping }) => ping ?? []);
}

/** The words a reader sees. */
export function plainTextOf(message: { readonly text: string; readonly blocks: readonly Json[] }): string {
  const runs = message.blocks.length > 0 ? readBlocks(message.blocks) : readMrkdwn(message.text);
  return runs.map(({ text }) => text).join('');
}
