import iconv from 'iconv-lite';

/**
 * The text of an answer, by the charset of its `Content-Type`, else its byte order mark, else its XML declaration, else UTF-8.
 * ISO-8859-1 is read as windows-1252, as browsers do (https://encoding.spec.whatwg.org/#names-and-labels).
 */
export function decodeText(body: Uint8Array, contentType?: string): string {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const charset = markedCharset(bytes) ?? statedCharset(contentType) ?? declaredCharset(bytes) ?? 'utf-8';
  const known = /^(?:iso-?8859-1|latin-?1|us-ascii|ascii)$/iu.test(charset) ? 'windows-1252' : charset;
  return iconv.decode(bytes, iconv.encodingExists(known) ? known : 'utf-8');
}

function markedCharset(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function statedCharset(contentType = ''): string | undefined {
  return /;\s*charset\s*=\s*"?([\w:.-]+)/iu.exec(contentType)?.[1];
}

function declaredCharset(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 200).toString('latin1');
  return /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w:.-]+)["']/iu.exec(head)?.[1];
}
