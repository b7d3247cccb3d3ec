import { createHash, type Hash } from 'node:crypto';
import { z } from 'zod';

/** What cannot be taken in of a file, where in it, and the remedy. */
export class TransferFailure extends Error {}

/** Of a value in a table. */
export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

/** The form of the file; a file of a later one is refused, and in the first one the first line has no sum. */
const format = 2;

const header = z.object({
  paperboy: z.int(),
  schema: z.int().min(1),
  engine: z.string(),
  made: z.string(),
  /** Of this line without it. */
  sha256: z.string().optional(),
});
const rowLine = z.strictObject({
  table: z.string(),
  row: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
const counterLine = z.strictObject({ table: z.string(), last: z.int() });
const end = z.strictObject({ end: z.literal(true), rows: z.int(), sha256: z.string() });
const line = z.union([rowLine, counterLine, end]);

/** What the first line says: of which version the schema is, and where and when it was written. */
export type Header = z.infer<typeof header>;
/** What a line between the first and the last says. */
export type BodyLine = z.infer<typeof rowLine> | z.infer<typeof counterLine>;

/** Counts rows and adds up what is written, so that the last line can tell a whole file from a part of one. */
export type Sum = { readonly hash: Hash; rows: number };

export function beginSum(): Sum {
  return { hash: createHash('sha256'), rows: 0 };
}

export function writeHeader(schema: number, engine: string, made: Date): string {
  const told = { paperboy: format, schema, engine, made: made.toISOString() };
  return writeLine({ ...told, sha256: sumOf(told) });
}

function sumOf(told: Omit<Header, 'sha256'>): string {
  return createHash('sha256').update(writeLine(told)).digest('hex');
}

/** A line between the first and the last; the sum takes it in. */
export function writeBody(body: BodyLine, sum: Sum): string {
  const text = writeLine(body);
  if ('row' in body) sum.rows += 1;
  sum.hash.update(text);
  return text;
}

export function writeEnd({ hash, rows }: Sum): string {
  return writeLine({ end: true, rows, sha256: hash.digest('hex') });
}

/** JSON with a line break only at its end: some readers take these two characters for one. */
function writeLine(value: object): string {
  const text = JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return `${text}\n`;
}

/** The first line of a file. Throws a TransferFailure for what is no such file, or one from a newer Paperboy. */
export function readHeader(text: string, newestSchema: number): Header {
  const read = header.safeParse(parse(text));
  if (!read.success) throw new TransferFailure('This file was not written by "backup" or "export --all".');
  const { sha256, ...told } = read.data;
  const { paperboy, schema } = told;
  if (paperboy > format || schema > newestSchema)
    throw new TransferFailure(
      `A newer Paperboy wrote this file (version ${schema} of the database, and this one knows up to ${newestSchema}). Update Paperboy, then restore it.`,
    );
  if (paperboy > 1 && sha256 !== sumOf(told))
    throw new TransferFailure('Line 1 does not fit its own sum. The file is damaged: use another backup.');
  return read.data;
}

/** A later line; undefined for the last, which must tell the same as the sum. Throws a TransferFailure. */
export function readBody(text: string, sum: Sum): BodyLine | undefined {
  const read = line.safeParse(parse(text));
  if (!read.success)
    throw new TransferFailure('is no row of a table. The file is damaged: use another backup.');
  if ('end' in read.data) {
    const { rows, sha256 } = read.data;
    if (rows !== sum.rows || sha256 !== sum.hash.digest('hex'))
      throw new TransferFailure('does not fit the lines before it. The file is damaged: use another backup.');
    return undefined;
  }
  if ('row' in read.data) sum.rows += 1;
  sum.hash.update(`${text}\n`);
  return read.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
