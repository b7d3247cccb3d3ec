/** What somebody typed, in pieces: each second one is an address, without the marks of the sentence after it. */
export function splitAtAddresses(typed: string): readonly string[] {
  return typed.split(/(https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]])/iu);
}
