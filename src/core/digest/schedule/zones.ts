import { closest, distance } from 'fastest-levenshtein';
import { foldWords } from '../../text/fold-text.ts';
import { quote } from '../../text/quote.ts';
import { findCities, findCity } from './cities.ts';

/** Names of today for those that Intl still calls by an older one. */
const renamed: ReadonlyMap<string, string> = new Map(
  Object.entries({
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
  }),
);

/** What people call zones by; Intl takes some of these for an offset without summer time. */
const abbreviations: ReadonlyMap<string, string> = new Map(
  Object.entries({
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
    akst: 'America/Anchorage',
    akdt: 'America/Anchorage',
    brt: 'America/Sao_Paulo',
    wet: 'Europe/Lisbon',
    sast: 'Africa/Johannesburg',
    pkt: 'Asia/Karachi',
    sgt: 'Asia/Singapore',
    hkt: 'Asia/Hong_Kong',
    wib: 'Asia/Jakarta',
    awst: 'Australia/Perth',
    acst: 'Australia/Adelaide',
    z: 'UTC',
  }),
);

const oneOf = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** Abbreviations that mean clocks of several places. */
const ambiguous: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ist: ['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin'],
    ast: ['America/Halifax', 'Asia/Riyadh'],
  }),
);

/** Places of zones whose names are words of other meanings, which one types with their region. */
const otherWords = new Set(
  'casey center davis easter knox midway noumea palmer reunion stanley troll wake'.split(' '),
);

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

/** What IANA names begin with, in small letters; `us/eastern` and the like are old names of some. */
const areas = new Set([
  ...zones.map((zone) => zone.toLowerCase().split('/')[0] ?? ''),
  ...['us', 'canada', 'etc', 'brazil', 'mexico', 'chile'],
]);

/** Zones by the folded words of the whole name and of the place in it (`new york`), old names last. */
const places = [...zones.map((zone) => [zone, zone] as const), ...renamed].map(([name, zone]) => ({
  zone,
  whole: foldWords(name),
  place: foldWords(name.slice(name.lastIndexOf('/') + 1)),
}));

/** The zone that was meant; `remark` says what a name that is no zone's own was taken for. */
export type Zone = { readonly zone: string; readonly remark?: string };

/** Why something is no zone, in words; `instead` are the zones that may be meant. */
export type NoZone = { readonly problem: string; readonly instead: readonly string[] };

/** The IANA name of what was typed: `europe/kiev` is `Europe/Kyiv`, `new york` is `America/New_York`, `PST` Los Angeles. */
export function readZone(typed: string): Zone | NoZone {
  const text = typed.trim();
  const known = readKnown(text) ?? readCity(text, true);
  if (known !== undefined) return known;
  const byIntl = readByIntl(text.replace(/\s+/gu, '_'));
  if (byIntl !== undefined) return { zone: byIntl };
  const instead = findZones(text, 1).filter(() => text !== '');
  const guess = instead.map((zone) => ` Did you mean ${zone}?`).join('');
  return {
    problem: `${quote(text, 60)} is not a time zone.${guess} Use one like Europe/Berlin, America/New_York or Asia/Tokyo.`,
    instead,
  };
}

/**
 * The zone in words at the end of a line, where other words are no mistake: an IANA name, UTC, an abbreviation, a city.
 * `clear` where it can hardly be anything but a zone. Undefined for other words.
 */
export function readZoneWords(typed: string): ((Zone | NoZone) & { readonly clear: boolean }) | undefined {
  if (/^(?:utc|gmt)$/iu.test(typed)) return { zone: 'UTC', clear: true };
  if (/^[+-]\d{1,2}$/u.test(typed)) return undefined;
  const isShort = /^[a-z]{2,4}$/iu.test(typed);
  const known = readKnown(typed);
  if (known !== undefined)
    return typed.length < 3 && !('problem' in known)
      ? undefined
      : { ...known, clear: !isShort || typed === typed.toUpperCase() };
  const area = /^([a-z]+)\/[a-z_/-]+$/iu.exec(typed)?.[1];
  if (area !== undefined)
    return areas.has(area.toLowerCase()) ? { ...readZone(typed), clear: true } : undefined;
  const city = readCity(typed, false);
  return city === undefined ? undefined : { ...city, clear: false };
}

/** An abbreviation, or a distance from UTC, which is none. */
function readKnown(text: string): Zone | NoZone | undefined {
  const short = text.toLowerCase();
  const zone = abbreviations.get(short);
  if (zone !== undefined)
    return zone === 'UTC'
      ? { zone }
      : { zone, remark: `${quote(text)} is read as the clocks of ${zone}, summer time included.` };
  const several = ambiguous.get(short);
  if (several !== undefined)
    return { problem: `${quote(text)} may be ${oneOf.format(several)}. Which is it?`, instead: several };
  if (!/^(?:utc|gmt)?\s*[+-]\s*\d{1,2}(?::?\d{2})?$/iu.test(text)) return undefined;
  return {
    problem: `${quote(text, 60)} does not say whether it has summer time; name a place with the same clock, like Europe/Berlin or America/New_York.`,
    instead: [],
  };
}

/** A place that a zone is named after, or a city that keeps its clocks. */
function readCity(text: string, always: boolean): Zone | NoZone | undefined {
  const folded = foldWords(text);
  if (folded === '' || folded.length > 60 || (!always && /[^\p{L}\p{M} .'’-]/u.test(text))) return undefined;
  const found = places.find(({ place, whole }) => place === folded || whole === folded);
  if (found !== undefined)
    return always || (folded === found.place && !otherWords.has(folded)) ? { zone: found.zone } : undefined;
  const [zone, ...others] = findCity(text);
  if (zone === undefined) return undefined;
  if (others.length > 0) {
    const instead = [zone, ...others];
    return { problem: `${quote(text)} may be in ${oneOf.format(instead)}. Which is it?`, instead };
  }
  return { zone, remark: `${quote(text)} is read as ${zone}.` };
}

/** Zones that what is typed may become: cities that begin with it first; common ones for ''. */
export function findZones(typed: string, limit: number): readonly string[] {
  const folded = foldWords(typed);
  if (folded === '') return common.slice(0, limit);
  const abbreviated = abbreviations.get(folded);
  const byPlace = places.filter(({ place }) => place.startsWith(folded));
  const byStart = places.filter(({ whole }) => whole.startsWith(folded));
  const anywhere = places.filter(({ whole }) => whole.includes(folded));
  const found = [
    ...(abbreviated === undefined ? [] : [abbreviated]),
    ...byPlace.map(({ zone }) => zone),
    ...findCities(folded),
    ...[...byStart, ...anywhere].map(({ zone }) => zone),
  ];
  const all = [...new Set(found)];
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

/** Whether clocks of that name can be told here: another machine, or an older one, may have kept a name. */
export function isZone(name: string): boolean {
  return readByIntl(name) !== undefined;
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
  return renamed.get(zone) ?? zone;
}
