const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, as exact as the text is; nothing where it names no real date. */
export function readDate(value: string | number): string | undefined {
  const text = String(value).trim();
  const found =
    /^(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?\/?(?:[T ].*)?)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    writtenOut(text);
  if (found === undefined) return undefined;
  return joinDate(Number(found[1]), optionalNumber(found[2]), optionalNumber(found[3]));
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

/** `14 March 2023`, `March 14, 2023`, `Mar 2023`. */
function writtenOut(text: string): readonly (string | undefined)[] | undefined {
  const found = /^(?:(\d{1,2})\s+)?([A-Za-z]{3,9})\.?(?:\s+(\d{1,2}))?,?\s+(\d{4})$/.exec(text);
  const month = found?.[2] === undefined ? undefined : readMonth(found[2]);
  if (found === null || month === undefined) return undefined;
  return [text, found[4], String(month), found[1] ?? found[3]];
}

function optionalNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
