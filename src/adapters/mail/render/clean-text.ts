// Controls, zero-width spaces, direction overrides, tag characters. The joiners that Persian and emoji need stay.
const invisible =
  /[\p{Cc}\u00AD\u061C\u180E\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/** One line of visible text: nothing that hides, reverses or breaks it; lone surrogates replaced. */
export function cleanLine(text: string, trims = true): string {
  const line = text
    .replace(/\s+/gu, ' ')
    .replace(invisible, '')
    .replace(/\p{Cs}/gu, '\uFFFD');
  return trims ? line.trim() : line;
}

/** The same for text whose line breaks are kept. */
export function cleanLines(text: string): readonly string[] {
  return text.split(/\r\n|[\n\r]/u).map((line) => cleanLine(line));
}

/** The address, percent-encoded; undefined unless it is http or https. */
export function safeUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}
