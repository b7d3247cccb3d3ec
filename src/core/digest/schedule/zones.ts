import { closest, distance } from 'fastest-levenshtein';
import { foldWords } from '../../text/fold-text.ts';
import { quote } from '../../text/quote.ts';
import type { Misread } from './schedule.ts';

/** Names of today for those that Intl still calls by an older one. */
const renamed: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** What people call zones by; Intl takes some of these for an offset without summer time. */
const abbreviations: Readonly<Record<string, string>> = {
  et: 'America/New_York',
  est: 'America/New_York',
  edt: 'America/New_York',
  ct: 'America/Chicago',
  cst: 'America/Chicago',
  cdt: 'America/Chicago',
  mt: 'America/Denver',
  mst: 'America/Denver',
  mdt: 'America/Denver',
  pt: 'America/Los_Angeles',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  hst: 'Pacific/Honolulu',
  bst: 'Europe/London',
  cet: 'Europe/Berlin',
  cest: 'Europe/Berlin',
  eet: 'Europe/Helsinki',
  eest: 'Europe/Helsinki',
  msk: 'Europe/Moscow',
  jst: 'Asia/Tokyo',
  kst: 'Asia/Seoul',
  aest: 'Australia/Sydney',
  aedt: 'Australia/Sydney',
  nzst: 'Pacific/Auckland',
  nzdt: 'Pacific/Auckland',
  z: 'UTC',
};

/** Offered before anything is typed. */
const common = [
  'UTC',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Paris',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Asia/Seoul',
  'Australia/Sydney',
];

/** Every IANA time zone by the name of today, in alphabetical order, and UTC. */
export const zones: readonly string[] = [
  'UTC',
  ...new Set(Intl.supportedValuesOf('timeZone').map(nameOfToday)),
].sort();

/** Zones by the folded words of the whole name and of the place in it (`new york`), old names last. */
const places = [...zones.map((zone) => [zone, zone] as const), ...Object.entries(renamed)].map(
  ([name, zone]) => ({
    zone,
    whole: foldWords(name),
    place: foldWords(name.slice(name.lastIndexOf('/') + 1)),
  }),
);

/** The IANA name of what was typed: `europe/kiev` is `Europe/Kyiv`, `new york` is `America/New_York`, `PST` Los Angeles. */
export function readZone(typed: string): { readonly zone: string } | Misread {
  const text = typed.trim();
  const abbreviated = abbreviations[text.toLowerCase()];
  if (abbreviated !== undefined) return { zone: abbreviated };
  if (/^(utc|gmt)?\s*[+-]\s*\d/iu.test(text))
    return {
      problem: `“${text}” says nothing of summer time; name a place with the same clocks, like Europe/Berlin or America/New_York.`,
    };
  const known = readByIntl(text.replace(/\s+/gu, '_'));
  if (known !== undefined) return { zone: known };
  const folded = foldWords(text);
  const [city] = places.filter(({ place, whole }) => folded !== '' && (place === folded || whole === folded));
  if (city !== undefined) return { zone: city.zone };
  const [meant] = findZones(text, 1);
  const guess = meant === undefined || text === '' ? '' : ` Did you mean ${meant}?`;
  return {
    problem: `${quote(text, 60)} is no time zone.${guess} Write one like Europe/Berlin, America/New_York or Asia/Tokyo.`,
  };
}

/** Zones that what is typed may become: cities that begin with it first; common ones for ''. */
export function findZones(typed: string, limit: number): readonly string[] {
  const folded = foldWords(typed);
  if (folded === '') return common.slice(0, limit);
  const abbreviated = abbreviations[folded];
  const byPlace = places.filter(({ place }) => place.startsWith(folded));
  const byStart = places.filter(({ whole }) => whole.startsWith(folded));
  const anywhere = places.filter(({ whole }) => whole.includes(folded));
  const found = [...byPlace, ...byStart, ...anywhere].map(({ zone }) => zone);
  const all = [...new Set([...(abbreviated === undefined ? [] : [abbreviated]), ...found])];
  if (all.length > 0) return all.slice(0, limit);
  const typo = folded.slice(0, 60);
  const nearest = closest(
    typo,
    places.flatMap(({ place, whole }) => [place, whole]),
  );
  if (distance(typo, nearest) > nearest.length / 3) return [];
  return places
    .filter(({ place, whole }) => place === nearest || whole === nearest)
    .map(({ zone }) => zone)
    .slice(0, limit);
}

function readByIntl(name: string): string | undefined {
  if (!/^[a-z0-9_+/-]{2,60}$/iu.test(name)) return undefined;
  try {
    return nameOfToday(new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone);
  } catch {
    return undefined;
  }
}

function nameOfToday(zone: string): string {
  return renamed[zone] ?? zone;
}
