/** A time of the day. */
export type Time = { readonly hour: number; readonly minute: number };

/** `09:00`, `9:30 pm`, `9am`, `17h30`, `9.30`; what only looks like one (`25:00`) matches too. */
const pattern =
  /^(?<hour>\d{1,3})(?:(?<sign>[:.h])(?<minute>\d{1,3}))?(?::\d{1,3})?\s?(?<half>[ap]\.?m\.?)?\s?(?<end>h|hrs|uhr|o'?clock)?$/u;

const named: ReadonlyMap<string, Time> = new Map(
  Object.entries({
    noon: { hour: 12, minute: 0 },
    midday: { hour: 12, minute: 0 },
    midnight: { hour: 0, minute: 0 },
  }),
);

/**
 * What one or two small-lettered words say as a time of day: `clear` where they cannot well be anything else, as `9` and `9.30`
 * can. Undefined for what looks like none, a problem for what does and is none.
 */
export function readTime(
  text: string,
): { readonly time: Time; readonly clear: boolean } | { readonly problem: string } | undefined {
  const byName = named.get(text);
  if (byName !== undefined) return { time: byName, clear: true };
  const { hour, sign, minute, half, end } = pattern.exec(text)?.groups ?? {};
  if (hour === undefined || (minute?.length === 1 && half === undefined)) return undefined;
  const clear = half !== undefined || end !== undefined || sign === ':' || sign === 'h';
  const time = makeTime(Number(hour), minute ?? '00', half);
  if (time !== undefined && !/:\d+:/u.test(text)) return { time, clear };
  return clear ? { problem: `“${text}” is not a time of day.` } : undefined;
}

/** `09:00` */
export function writeTime({ hour, minute }: Time): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function makeTime(hour: number, minutes: string, half: string | undefined): Time | undefined {
  const minute = Number(minutes);
  if (minutes.length !== 2 || minute > 59) return undefined;
  if (half === undefined) return hour > 23 ? undefined : { hour, minute };
  if (hour < 1 || hour > 12) return undefined;
  return { hour: (hour % 12) + (half.startsWith('p') ? 12 : 0), minute };
}
