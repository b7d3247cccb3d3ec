/**
 * One line of foreign text, harmless to a terminal: control characters (escape sequences begin with one) and line
 * breaks become spaces, direction overrides vanish, and halves of surrogate pairs become U+FFFD.
 */
export function plainLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '')
    .replace(/\p{Cs}/gu, '\uFFFD');
}

/** The lines of foreign text, each harmless, tabs as two spaces. */
export function plainLines(text: string): readonly string[] {
  return text.split(/\r\n|[\n\r]/u).map((line) => plainLine(line.replaceAll('\t', '  ')));
}

/** The address without a character that could leave a link sequence; undefined unless it is http or https. */
export function plainUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' ? plainLine(href) : undefined;
}
