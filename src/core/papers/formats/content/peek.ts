/** How much of a file tells its format, in characters. */
const HEAD = 16 * 1024;

/** The beginning of a text that comes in pieces, and all of it from the beginning. */
export async function peek(
  input: AsyncIterable<string>,
): Promise<{ readonly head: string; readonly whole: AsyncIterable<string> }> {
  const pieces = input[Symbol.asyncIterator]();
  const read: string[] = [];
  let length = 0;
  while (length < HEAD) {
    const { value, done } = await pieces.next();
    if (done === true) break;
    read.push(value);
    length += value.length;
  }
  async function* whole(): AsyncGenerator<string> {
    try {
      yield* read;
      for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
    } finally {
      await pieces.return?.();
    }
  }
  return { head: read.join('').slice(0, HEAD), whole: whole() };
}
