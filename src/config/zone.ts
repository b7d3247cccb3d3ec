/** Whether it names a time zone as IANA does, such as `Europe/Zurich`, and not by an offset. */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z]/u.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
