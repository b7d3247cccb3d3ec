import { ApiError } from './api-error.ts';
import type { SentFile } from './world.ts';

/** A request's body, and the files that came with it. */
export type Received = { readonly body: unknown; readonly files: readonly SentFile[] };

/** Reads a body of JSON, or one in parts: `payload_json` and `files[n]`. https://docs.discord.com/developers/reference#uploading-files */
export async function readRequestBody(raw: Buffer, type: string | undefined): Promise<Received> {
  if (!type?.startsWith('multipart/form-data')) return { body: readJson(raw.toString('utf8')), files: [] };
  const form = await new Response(raw, { headers: { 'content-type': type } }).formData();
  const files: SentFile[] = [];
  for (const [key, value] of form) {
    const at = /^files\[(\d)\]$/u.exec(key)?.[1];
    if (at === undefined || typeof value === 'string') continue;
    files[Number(at)] = { name: value.name, type: value.type, content: await value.text() };
  }
  return { body: readJson(String(form.get('payload_json') ?? '')), files: files.filter(Boolean) };
}

function readJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, 50109, 'The request body contains invalid JSON.');
  }
}
