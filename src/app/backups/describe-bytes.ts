/** `12 kB`, `3.4 MB`. */
export function describeBytes(bytes: number): string {
  const kilobytes = bytes / 1_000;
  return kilobytes < 1_000 ? `${Math.ceil(kilobytes)} kB` : `${(kilobytes / 1_000).toFixed(1)} MB`;
}
