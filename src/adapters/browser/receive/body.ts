import type { IncomingMessage } from 'node:http';

/** Bytes of a request at most: a form of long answers. */
const LARGEST = 128 * 1024;

/** The JSON of a request; undefined where it is too large, or none. Never rejects. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of request) {
      length += piece.length;
      if (length > LARGEST) return undefined;
      pieces.push(piece);
    }
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    return undefined;
  }
}
