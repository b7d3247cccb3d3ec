import {
  type BodyLine,
  beginSum,
  type Header,
  readBody,
  readHeader,
  TransferFailure,
} from './transfer-lines.ts';

/** A line between the first and the last, and which it is, from 1 on. */
export type NumberedLine = { readonly number: number; readonly body: BodyLine };

/** A file from its first line on: what that says, and the others, which are to be taken to their end. */
export type BackupFile = { readonly header: Header; readonly lines: AsyncIterable<NumberedLine> };

/**
 * Reads a file that `exportDatabase` wrote. Rejects with a TransferFailure, and its lines do at their end at the latest, where
 * anything of it is damaged, missing or too much.
 */
export async function readBackup(file: AsyncIterable<string>, newestSchema: number): Promise<BackupFile> {
  const lines = file[Symbol.asyncIterator]();
  const first = await lines.next();
  return { header: readHeader(first.done ? '' : first.value, newestSchema), lines: readLines(lines) };
}

/** How many rows a file holds, read from its first line to its last. Rejects with a TransferFailure where it could not be restored. */
export async function verifyBackup(file: AsyncIterable<string>, newestSchema: number): Promise<number> {
  const { lines } = await readBackup(file, newestSchema);
  let rows = 0;
  for await (const { body } of lines) if ('row' in body) rows += 1;
  return rows;
}

async function* readLines(lines: AsyncIterator<string>): AsyncGenerator<NumberedLine> {
  const sum = beginSum();
  try {
    for (let number = 2; ; number += 1) {
      const next = await lines.next();
      if (next.done)
        throw new TransferFailure(
          `The file ends at line ${number}, before its end. Use a complete copy of it.`,
        );
      const body = await atLine(number, async () => readBody(next.value, sum));
      if (body === undefined) return await assertEnd(lines, number + 1);
      yield { number, body };
    }
  } finally {
    await lines.return?.();
  }
}

async function assertEnd(lines: AsyncIterator<string>, number: number): Promise<void> {
  if ((await lines.next()).done) return;
  throw new TransferFailure(
    `Line ${number} comes after the end of the backup: something was added to the file. Use an unchanged copy of it.`,
  );
}

/** Does what belongs to a line; a TransferFailure then names it. */
export async function atLine<Result>(number: number, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof TransferFailure ? new TransferFailure(`Line ${number} ${error.message}`) : error;
  }
}
