/** A text on one line, each run of white space one space, over which no pattern takes long. Linear in the text's length. */
export function foldSpaces(text: string): string {
  return text.replace(/ [\s\u0085]+|[^\S ][\s\u0085]*|\u0085[\s\u0085]*/g, ' ').trim();
}
