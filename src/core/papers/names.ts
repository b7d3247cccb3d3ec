import { foldSpaces } from '../text/fold-spaces.ts';
import { foldWords } from '../text/fold-text.ts';

const SUFFIX = /^(?:jr|sr|ph\.?d|ii|iii|iv|2nd|3rd|4th)\.?$/i;
/** Given names with a suffix behind them, as PubMed writes it: `Ana 3rd`. */
const SUFFIXED = /^(.+?)\s+((?:jr|sr)\.?|ii|iii|2nd|3rd|4th)$/i;
/** `Bee BB`, as medicine writes a name: the family, and initials without stops. */
const INITIALED =
  /^((?:\p{Ll}{2,4}\s){0,2}\p{Lu}[\p{L}'’-]*(?:\s[\p{L}'’-]{2,}){0,2})\s(\p{Lu}{1,3})((?:\s(?:Jr|Sr|2nd|3rd|4th))?)\.?$/u;
const PARTICLE =
  /^(?:van|von|vom|zu|zum|zur|der|den|ter|ten|te|de|del|della|di|da|das|dos|do|du|des|la|le|los|las|el|al|bin|ibn|af|av|y)$/i;
const GROUP =
  /\b(?:team|consortium|collaboration|group|authors|project|initiative|network|institute|lab|community|committee|society|association|university|foundation|corporation|company|organi[sz]ation|agency|ministry|council|alliance|federation)$|\b(?:university|institute|department|ministry|school|college|academy|cent(?:er|re)|society|office|board|bureau) (?:of|for) /i;
/** A company's name by its legal form, whose comma parts no names. */
const COMPANY = /[,\s](?:inc|incorporated|ltd|limited|llc|llp|gmbh|corp|plc|pte)\.?$/i;

export type PersonName = { readonly family: string; readonly given?: string; readonly suffix?: string };

/** `Xia, Guoxuan` and `King, Jr., Martin` with the given name first, as printed on a paper. */
export function givenFirst(name: string): string {
  if (!name.includes(',') || isGroupName(name)) return name;
  const parts = foldSpaces(name)
    .split(',')
    .map((part) => part.trim());
  const [family = '', second = '', third = ''] = parts;
  if (parts.length < 2 || parts.length > 3 || second === '') return name.replace(/,\s*$/, '');
  if (parts.length === 2 && SUFFIX.test(second)) return name;
  if (parts.length === 2) {
    const [, given = second, suffix = ''] = SUFFIXED.exec(second) ?? [];
    return `${given} ${family} ${suffix}`.trim();
  }
  return SUFFIX.test(second)
    ? `${third} ${family} ${second}`
    : SUFFIX.test(third)
      ? `${second} ${family} ${third}`
      : name;
}

/** Names in one string: parted by semicolons, `and`, or commas where those do not part family from given names. */
export function splitNames(list: string): readonly string[] {
  if (list.includes(';')) return tidy(list.split(';'));
  const parts = tidy(foldSpaces(list).split(/ (?:and|&) /));
  const inverted = parts.every((part) => /^[^,\s]+(?:\s[^,\s]+)?,\s*[^,]+$/.test(part));
  if (parts.length > 1 ? inverted : isInverted(list.trim())) return parts;
  const names = tidy(parts.flatMap((part) => part.split(',')));
  return names.length > 1 && names.every((name) => INITIALED.test(name)) ? names.map(invertInitials) : names;
}

/** `Bee BB` as `Bee, BB`; every other name as it is. */
export function invertInitials(name: string): string {
  return name.replace(INITIALED, '$1, $2$3');
}

/** Whether a name is a group's or a company's, whose commas and `and` part no names. */
export function isGroupName(name: string): boolean {
  return GROUP.test(name) || COMPANY.test(name);
}

/** One name alone, its family first: nobody lists people by single words. */
function isInverted(name: string): boolean {
  const [family = '', given = '', ...more] = name.split(/,\s*/);
  const words = family.split(/\s+/);
  return (
    more.length === 0 &&
    given !== '' &&
    !SUFFIX.test(given) &&
    words.slice(0, -1).every((word) => PARTICLE.test(word))
  );
}

/** A printed name in its parts; a name that is one word, or a group's, is a family name only. */
export function readName(name: string): PersonName {
  const words = givenFirst(name).split(/\s+/).filter(Boolean);
  const suffix = words.length > 2 && SUFFIX.test(words.at(-1) ?? '') ? words.pop() : undefined;
  if (words.length < 2 || isGroupName(name)) return { family: name };
  let start = words.length - 1;
  while (start > 1 && PARTICLE.test(words[start - 1] ?? '')) start -= 1;
  return {
    family: words.slice(start).join(' ').replace(/,$/, ''),
    given: words.slice(0, start).join(' '),
    ...(suffix === undefined ? {} : { suffix }),
  };
}

/** The folded family name, without particles, for comparing. */
export function foldFamily(name: string): string {
  const words = foldWords(readName(name).family).split(' ');
  return words.at(-1) ?? '';
}

function tidy(names: readonly string[]): readonly string[] {
  return names
    .map((name) => name.trim())
    .filter((name) => name !== '' && !/^(?:et al\.?|others|and)$/i.test(name));
}
