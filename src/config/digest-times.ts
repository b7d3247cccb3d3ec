const fullNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const wholeWeeks: Readonly<Record<string, string>> = { daily: '*', weekdays: 'mon-fri', weekends: 'sat,sun' };

/** A cron expression of five fields for a time such as `09:00` on days such as `weekdays` or `mon, wed`. */
export function writeSchedule(time: string, days: string): string {
  const [hour, minute] = time.split(':').map(Number);
  return `${minute} ${hour} * * ${readDays(days) ?? '*'}`;
}

/** Days as the last field of a cron expression: `daily` is `*`, `Monday, fri` is `mon,fri`; undefined for anything else. */
export function readDays(text: string): string | undefined {
  const words = text
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter((word) => word !== '');
  const [first = ''] = words;
  if (words.length === 1 && Object.hasOwn(wholeWeeks, first)) return wholeWeeks[first];
  const found = words.map((word) => nameDay(word));
  return found.length > 0 && found.every((day) => day !== undefined)
    ? [...new Set(found)].join(',')
    : undefined;
}

/** The three letters of a day, written in full or as far as it is clear. */
function nameDay(word: string): string | undefined {
  return word.length < 3 ? undefined : fullNames.find((name) => name.startsWith(word))?.slice(0, 3);
}

/** Whether it names a time zone as IANA does, such as `Europe/Zurich`, and not by an offset. */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z]/u.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
