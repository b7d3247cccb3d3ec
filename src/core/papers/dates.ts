const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const SEASON = /\b(?:spring|summer|autumn|fall|winter|easter|michaelmas|hilary|trinity)\b/i;
const ABOUT =
  /^(?:c(?:a|irca)?\.?\s?|©\s?|published(?: online)?:?\s|(?:in|accepted|to appear|forthcoming|in press|submitted|preprint)[,:]?\s)+/i;
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+/i;
/** A longer text is no date, nor with what may stand around it. */
const LONGEST_DATE = 60;
const LONGEST_TEXT = 120;

type Parts = readonly [year: string, month?: string | undefined, day?: string | undefined];

/**
 * `YYYY-MM-DD`, `YYYY-MM` or `YYYY`: what is certain of a date as people and tools write it, of a span its beginning. Nothing
 * where the text names no real date.
 */
export function readDate(value: string | number): string | undefined {
  const written = String(value).trim();
  if (written.length > LONGEST_TEXT) return undefined;
  const text = written
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/^[[(]+|[\s\].,;:)]+$/g, '')
    .replace(ABOUT, '')
    .replace(/^[[(]+/, '')
    .replace(WEEKDAY, '');
  if (text.length > LONGEST_DATE) return undefined;
  const parts = inNumbers(text) ?? dotted(text) ?? writtenOut(text) ?? yearAlone(text);
  return parts === undefined ? undefined : certain(parts);
}

/** Whether a text says that there is no date, or none yet: `n.d.`, `in press`. */
export function isUndated(text: string): boolean {
  if (text.length > LONGEST_TEXT) return false;
  return /^\W*(?:n\.? ?d|s\.? ?d|no date|undated|unknown|in press|in print|forthcoming|to appear|submitted|accepted|under review|in preparation|unpublished|)\W*$/i.test(
    text,
  );
}

/** The first of several texts that is a date. */
export function readFirstDate(texts: readonly (string | undefined)[]): string | undefined {
  for (const text of texts) {
    const date = text === undefined ? undefined : readDate(text);
    if (date !== undefined) return date;
  }
  return undefined;
}

/** A date whose parts stand apart: the month in words or numbers, with a day (`SEP 22`) or another month (`Jan-Feb`) beside it. */
export function readWrittenDate(year: string, month: string, day: string): string | undefined {
  const whole = readDate(year);
  if (whole === undefined || whole.length > 4) return whole;
  const numbers = month.match(/\d+/g) ?? [];
  const named = readMonth(/[A-Za-z]{3,}/.exec(month)?.[0] ?? '');
  const number = named ?? Number(numbers[0] ?? Number.NaN);
  const ownDay = named === undefined ? numbers[1] : numbers[0];
  const given = Number(/^\s*(\d{1,2})/.exec(day)?.[1] ?? ownDay ?? Number.NaN);
  const known = joinDate(Number(whole), number);
  if (known === undefined) return whole;
  return joinDate(Number(whole), number, given) ?? known;
}

/** A date from its parts; less exact where a part is missing, nothing where they are no real date. */
export function joinDate(year: number, month?: number, day?: number): string | undefined {
  if (!Number.isInteger(year) || year < 1000 || year > 2200) return undefined;
  if (month === undefined) return pad(year, 4);
  if (!Number.isInteger(month) || month < 1 || month > 12) return undefined;
  if (day === undefined) return `${pad(year, 4)}-${pad(month, 2)}`;
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = Number.isInteger(day) && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` : undefined;
}

/** The number of a month given as a name in English, its beginning, or a number. */
export function readMonth(text: string): number | undefined {
  const name = text.trim().toLowerCase();
  const index = MONTHS.indexOf(name.slice(0, 3));
  if (index >= 0) return index + 1;
  return /^\d{1,2}$/.test(name) ? Number(name) : undefined;
}

/** A month or a day of 0 is none; months above 20 are seasons of ISO 8601-2 or the end of a span (`2019-21`). */
function certain([year, month, day]: Parts): string | undefined {
  const number = Number(month ?? 0);
  if (number === 0 || number > 20) return joinDate(Number(year));
  return joinDate(Number(year), number, Number(day ?? 0) === 0 ? undefined : Number(day));
}

/** `2023-03-14T10:00`, `2015/00/00`, `2020//`, `20230314`, and what may follow: `~`, `?`, the end of a span, a remark. */
function inNumbers(text: string): Parts | undefined {
  const found =
    /^(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?(?![\d.]))?(?:[~?%]|\/{0,3}|\/\.\.|[T ]\d\d?:.*|T.*|\/+[A-Za-z].*|\s?(?:-{1,3}|\/|to)\s?\d{2,4}(?:[-/]\d{1,2}){0,2}[~?%]?|-\d{4}.*)$/.exec(
      text,
    ) ??
    /^(\d{4})(\d{2})(\d{2})(?:T?\d{6}Z?)?$/.exec(text) ??
    /^(\d{4})-?[a-z]$/.exec(text) ??
    /^(\d{4})\s?\[\d{4}\]?$/.exec(text);
  return found === null ? undefined : [found[1] ?? '', found[2], found[3]];
}

/** `14.3.2023`, `2023.03.14`, `3/14/2023`: of day and month, where both may be either, only the year is certain. */
function dotted(text: string): Parts | undefined {
  const first = /^(\d{4})\.(\d{1,2})(?:\.(\d{1,2}))?$/.exec(text);
  if (first !== null) return [first[1] ?? '', first[2], first[3]];
  const [, one = '', sign, other = '', year = ''] = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text) ?? [];
  if (year === '')
    return /^(\d{1,2})\/(\d{4})$/.test(text) ? [text.slice(-4), text.split('/')[0]] : undefined;
  if (sign === '.' || Number(one) > 12) return [year, other, one];
  return Number(other) > 12 ? [year, one, other] : [year];
}

/** `14 March 2023`, `March 14th, 2023`, `2023 Mar 14`, `2013 Apr-May`, `Mar 2023`, with a time behind. */
function writtenOut(text: string): Parts | undefined {
  const [, year, name, day] =
    /^(\d{4})[\s,/-]+([A-Za-z]{3,9})\.?(?:[\s/-]+(?:[A-Za-z]{3,9}\.?|(\d{1,2})(?!\d)[-\d]*))?(?:\s.*)?$/.exec(
      text,
    ) ?? [];
  const month = readMonth(name ?? '');
  if (year !== undefined && month !== undefined) return [year, String(month), day];
  const found =
    /^(?:(\d{1,2})(?:st|nd|rd|th)?(?:-\d{1,2})?[\s.-]+(?:of )?)?([A-Za-z]{3,9})\.?(?:[/-][A-Za-z]{3,9}\.?)?(?:\s+(\d{1,2})(?:st|nd|rd|th)?(?:-\d{1,2})?)?[,\s-]+(\d{4})(?:\s.*)?$/.exec(
      text,
    );
  const named = found?.[2] === undefined ? undefined : readMonth(found[2]);
  if (found === null || named === undefined) return undefined;
  return [found[4] ?? '', String(named), found[1] ?? found[3]];
}

/** `Spring 2011`, `2011/Fall`, `Winter 2011/12`: where words stand beside a year, and no other number of four digits. */
function yearAlone(text: string): Parts | undefined {
  const years = text.match(/(?<!\d)(?:1[4-9]|20|21)\d{2}(?!\d)/g) ?? [];
  const isSeason = SEASON.test(text);
  return isSeason && years[0] !== undefined ? [years[0]] : undefined;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
