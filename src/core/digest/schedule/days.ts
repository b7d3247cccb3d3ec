/** Days on which a digest comes, as the last three fields of a cron expression. */
export type Days = {
  readonly dayOfMonth: string;
  /** 0 is Sunday; `1#2` the second Monday, `5L` the last Friday. Empty where the days are those of the month. */
  readonly daysOfWeek: readonly string[];
  /** Says how often alone (`daily`, `weekly`, `monthly`): days that are named beside it say on which. */
  readonly usual?: true;
};

/** `mon` to `sunday`, in the plural too; 0 is Sunday. */
const weekdayNames: readonly RegExp[] = [
  /^sun(days?)?$/u,
  /^mon(days?)?$/u,
  /^tue(s|sdays?)?$/u,
  /^wed(s|nesdays?)?$/u,
  /^thu(r|rs|rsdays?)?$/u,
  /^fri(days?)?$/u,
  /^sat(urdays?)?$/u,
];

const ofWeek = (...days: readonly number[]): Days => ({ dayOfMonth: '*', daysOfWeek: days.map(String) });
const every = ofWeek(0, 1, 2, 3, 4, 5, 6);
const working = ofWeek(1, 2, 3, 4, 5);
const usually = (days: Days): Days => ({ ...days, usual: true });
const daily = usually(every);
const weekly = usually(ofWeek(1));
const ofMonth = (dayOfMonth: string): Days => ({ dayOfMonth, daysOfWeek: [] });
const monthly = usually(ofMonth('1'));

const groups: ReadonlyMap<string, Days> = new Map(
  Object.entries({
    daily,
    '@daily': daily,
    everyday: daily,
    'every day': daily,
    'each day': daily,
    'once a day': daily,
    weekday: working,
    weekdays: working,
    workday: working,
    workdays: working,
    'working days': working,
    weekend: ofWeek(0, 6),
    weekends: ofWeek(0, 6),
    weekly,
    '@weekly': weekly,
    'every week': weekly,
    'each week': weekly,
    'once a week': weekly,
    monthly,
    '@monthly': monthly,
    'every month': monthly,
    'each month': monthly,
    'once a month': monthly,
  }),
);

const places: ReadonlyMap<string, string> = new Map(
  Object.entries({
    first: '#1',
    '1st': '#1',
    second: '#2',
    '2nd': '#2',
    third: '#3',
    '3rd': '#3',
    fourth: '#4',
    '4th': '#4',
    fifth: '#5',
    '5th': '#5',
    last: 'L',
  }),
);

const ofTheMonth =
  /^(?<day>.+?)(?: (?:of|in) (?:the|each|every|a) month| (?:of )?(?:each|every) month| monthly)$/u;

/** What some words of small letters say of days: `fridays`, `mon-fri`, `mon/wed`, `first monday of the month`; undefined for others. */
export function readDays(text: string): Days | undefined {
  const plain = text.replace(/\s*(?:-|–|\bto\b|\bthrough\b|\btill?\b|\buntil\b)\s*/gu, '-');
  return groups.get(text) ?? readWeekday(plain) ?? readRange(plain) ?? readList(plain) ?? readOfMonth(text);
}

/** Whether it names a single day of the week, shortened or not. */
export function isWeekday(word: string): boolean {
  return weekdayNames.some((name) => name.test(word));
}

function findWeekday(word: string): number | undefined {
  const day = weekdayNames.findIndex((name) => name.test(word));
  return day < 0 ? undefined : day;
}

function readWeekday(word: string): Days | undefined {
  const day = findWeekday(word);
  return day === undefined ? undefined : ofWeek(day);
}

/** `mon-fri`, and `sat-mon` over the week's end. */
function readRange(word: string): Days | undefined {
  const [first, last, ...more] = word.split('-').map(findWeekday);
  if (first === undefined || last === undefined || more.length > 0) return undefined;
  return ofWeek(...Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7));
}

/** `mon,wed,fri`, `mon/wed`, `mon,wed-fri` */
function readList(word: string): Days | undefined {
  const parts = word.split(/[,;/+&]/u);
  if (parts.length < 2) return undefined;
  const days = parts.map((part) => readWeekday(part) ?? readRange(part));
  return days.every((one) => one !== undefined) ? joinDays(days) : undefined;
}

/** `first monday`, `last day of the month`, `15th of the month`, `monthly on the 15th` comes in two pieces. */
function readOfMonth(text: string): Days | undefined {
  const day = ofTheMonth.exec(text)?.groups?.day ?? text;
  const [first = '', second = '', ...more] = day.replace(/^the /u, '').split(' ');
  if (more.length > 0) return undefined;
  const place = places.get(first);
  if (place !== undefined && second !== '') {
    if (place === 'L' && /^(?:day|weekday|workday)$/u.test(second))
      return text === day ? undefined : ofMonth(second === 'day' ? 'L' : 'LW');
    if (place === '#1' && second === 'day') return text === day ? undefined : ofMonth('1');
    const weekday = findWeekday(second);
    return weekday === undefined ? undefined : { dayOfMonth: '*', daysOfWeek: [`${weekday}${place}`] };
  }
  const number = second === '' ? /^(\d{1,2})(?:st|nd|rd|th)$/u.exec(first)?.[1] : undefined;
  return number !== undefined && Number(number) >= 1 && Number(number) <= 31 ? ofMonth(number) : undefined;
}

/** All these days; those that say how often alone are left out beside others. Undefined where they cannot be one schedule. */
export function joinDays(all: readonly Days[]): Days | undefined {
  const named = all.filter(({ usual }) => usual !== true);
  const [first, ...others] = named.length > 0 ? named : all;
  if (first === undefined) return undefined;
  let joined = first;
  for (const other of others) {
    const isOfMonth = joined.daysOfWeek.length === 0;
    if (isOfMonth !== (other.daysOfWeek.length === 0)) return undefined;
    const dayOfMonth = isOfMonth ? uniteWords(joined.dayOfMonth, other.dayOfMonth) : '*';
    joined = { dayOfMonth, daysOfWeek: [...new Set([...joined.daysOfWeek, ...other.daysOfWeek])] };
  }
  return joined;
}

function uniteWords(one: string, other: string): string {
  return [...new Set([...one.split(','), ...other.split(',')])]
    .sort((a, b) => Number(a) - Number(b))
    .join(',');
}

/** The last three fields of a cron expression. */
export function writeDays({ dayOfMonth, daysOfWeek }: Days): string {
  const text = [...daysOfWeek].sort().join(',');
  const days =
    daysOfWeek.length === 0 || text === '0,1,2,3,4,5,6' ? '*' : text === '1,2,3,4,5' ? '1-5' : text;
  return `${dayOfMonth} * ${days}`;
}
