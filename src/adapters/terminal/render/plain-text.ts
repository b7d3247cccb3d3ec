import { cleanText } from '../../../core/text/clean-text.ts';
import { type Edit, editMarked, type MarkedText } from '../../../core/text/marked-text.ts';

/**
 * Escape sequences whole, or as much of one as there is: control sequences, strings up to their terminator, and the short
 * ones (ECMA-48, 5.3, 5.4 and 5.6; BEL ends a string as well). Only the introducer goes of a string that never ends.
 */
const escapes: Edit = {
  pattern:
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
    /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]?|(?:\u001B[PX\]^_]|[\u0090\u0098\u009D-\u009F])(?:[^\u0007\u001B\u0080-\u009F]*(?:\u0007|\u001B\\|\u009C))?|\u001B[ -/]*[0-~]?/gu,
  write: () => '',
};

/** One line of foreign text, harmless to a terminal: no escape sequence, nothing that is never shown; spaces stay. */
export function plainLine(text: string): string {
  return cleanText(withoutEscapes(text)).replace(/[\n\t]/gu, ' ');
}

/** The lines of foreign text, each harmless, tabs as two spaces. */
export function plainLines(text: string): readonly string[] {
  return cleanText(withoutEscapes(text)).replaceAll('\t', '  ').split('\n');
}

/** A marked text without escape sequences, which could stand across the end of a mark. */
export function plainMarked(marked: MarkedText): MarkedText {
  return editMarked(marked, escapes);
}

/** The address without a character that could leave a link sequence; undefined unless it is http or https. */
export function plainUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' ? plainLine(href) : undefined;
}

function withoutEscapes(text: string): string {
  return text.replace(escapes.pattern, escapes.write);
}
