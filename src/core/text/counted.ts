/** A number of things in words, thousands parted by commas: `1 paper`, `1,200 papers`; `nouns` is the plural where it is not noun + s. */
export function counted(count: number, noun: string, nouns = `${noun}s`): string {
  return `${writeNumber(count)} ${count === 1 ? noun : nouns}`;
}

/** A number with its thousands parted by commas. */
export function writeNumber(count: number): string {
  return count.toLocaleString('en-GB');
}
