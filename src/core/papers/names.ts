import { foldWords } from '../text/fold-text.ts';

const SUFFIX = /^(?:jr|sr|ph\.?d|ii|iii|iv)\.?$/i;
const PARTICLE =
  /^(?:van|von|vom|zu|zum|zur|der|den|ter|ten|te|de|del|della|di|da|das|dos|do|du|des|la|le|los|las|el|al|bin|ibn|af|av|y)$/i;
const GROUP =
  /\b(?:team|consortium|collaboration|group|authors|project|initiative|network|institute|lab|community|committee|society|association|university|foundation|corporation|company|organi[sz]ation|agency|ministry|council|alliance|federation)$|^(?:university|institute|department|ministry|school|college|academy|cent(?:er|re)) (?:of|for) /i;
/** A company's name by its legal form, whose comma parts no names. */
const COMPANY = /[,\s](?:inc|incorporated|ltd|limited|llc|llp|gmbh|corp|plc|pte)\.?$/i;

export type PersonName = { readonly family: string; readonly given?: string; readonly suffix?: string };

/** `Xia, Guoxuan` and `King, Jr., Martin` with the given name first, as printed on a paper. */
export function givenFirst(name: string): string {
  if (!name.includes(',') || COMPANY.test(name)) return name;
  const parts = name.split(',').map((part) => part.trim());
  const [family = '', second = '', third = ''] = parts;
  if (parts.length < 2 || parts.length > 3 || second === '') return name.replace(/,\s*$/, '');
  if (parts.length === 2) return SUFFIX.test(second) ? name : `${second} ${family}`;
  return SUFFIX.test(second)
    ? `${third} ${family} ${second}`
    : SUFFIX.test(third)
      ? `${second} ${family} ${third}`
      : name;
}

/** Names in one string: parted by semicolons, `and`, or commas where those do not part family from given names. */
export function splitNames(list: string): readonly string[] {
  if (list.includes(';')) return tidy(list.split(';'));
  const parts = tidy(list.split(/\s+(?:and|&)\s+/));
  const inverted = parts.every((part) => /^[^,\s]+(?:\s[^,\s]+)?,\s*[^,]+$/.test(part));
  if (inverted && (parts.length > 1 || /^\S+,\s*(?:\p{L}\.[\s-]?)+$/u.test(list.trim()))) return parts;
  return tidy(parts.flatMap((part) => part.split(',')));
}

/** A printed name in its parts; a name that is one word, or a group's, is a family name only. */
export function readName(name: string): PersonName {
  const words = givenFirst(name).split(/\s+/).filter(Boolean);
  const suffix = words.length > 2 && SUFFIX.test(words.at(-1) ?? '') ? words.pop() : undefined;
  if (words.length < 2 || GROUP.test(name) || COMPANY.test(name)) return { family: name };
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
