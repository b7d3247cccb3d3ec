/** A time of the day. */
export type Time = { readonly hour: number; readonly minute: number };

/** `09:00`, `9.30`, `9:30 pm`, `9am`, `17h30`. */
const pattern =
  /(?<![\d:.]|every )(?<hour>\d{1,3})(?:[:.h](?<minute>\d{1,3}))?\s*(?<half>[ap]\.?m\.?(?![a-z]))?h?(?![\w:])/gu;

/** Takes the times out of a text of small letters; a bare `9` is one too. `rest` is the text without them. */
export function readTimes(
  text: string,
): { readonly times: readonly Time[]; readonly rest: string } | { readonly problem: string } {
  const numbers = text.replace(/\bnoon\b|\bmidday\b/gu, '12:00').replace(/\bmidnight\b/gu, '00:00');
  const times: Time[] = [];
  const wrong: string[] = [];
  for (const { 0: whole, groups = {} } of numbers.matchAll(pattern)) {
    const { hour, minute = '0', half } = groups;
    const time = readTime(Number(hour), Number(minute), half);
    if (time === undefined) wrong.push(whole.trim());
    else times.push(time);
  }
  const rest = numbers.replace(pattern, ' ');
  const [first] = wrong;
  return first === undefined ? { times, rest } : { problem: `“${first}” is no time of day.` };
}

/** `09:00` */
export function writeTime({ hour, minute }: Time): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function readTime(hour: number, minute: number, half: string | undefined): Time | undefined {
  if (minute > 59) return undefined;
  if (half === undefined) return hour > 23 ? undefined : { hour, minute };
  if (hour < 1 || hour > 12) return undefined;
  return { hour: (hour % 12) + (half.startsWith('p') ? 12 : 0), minute };
}
