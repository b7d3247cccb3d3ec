import { readName } from '../names.ts';
import { displayTitle, type Paper } from '../paper.ts';
import { arxivIdOf, type Publication, readPublication } from '../publication.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
/** Of more authors than this the last one alone follows the first ones. */
const MOST_AUTHORS = 20;

/**
 * The paper cited in one line, much as the style of the American Psychological Association has it
 * (https://apastyle.apa.org/style-grammar-guidelines/references/examples); "n.d." where no date is known.
 */
export function citePlain(paper: Paper): string {
  const publication = readPublication(paper);
  const { corporate = [], editors = [] } = paper.entry ?? {};
  const isEdited = paper.authors.length === 0 && editors.length > 0 && publication.kind === 'book';
  const names = isEdited ? editors : paper.authors;
  const role = isEdited ? ` (${editors.length > 1 ? 'Eds.' : 'Ed.'})` : '';
  const who = joinNames(names.map((name) => familyFirst(name, corporate))) + role;
  const when = `(${writeDate(publication)})`;
  const title = `${displayTitle(paper)}${qualify(paper, publication)}`;
  const head = who === '' ? [title, when] : [who, when, title];
  const parts = [...head, place(paper, publication), nameOnce(publication)];
  const sentences = parts.filter((part) => part !== '').map(endSentence);
  return [
    ...sentences,
    addressOf(paper),
    publication.remark === undefined ? '' : endSentence(publication.remark),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** What stands in brackets behind a title. */
function qualify(paper: Paper, { kind, publisher }: Publication): string {
  const { type = '', fields = {} } = paper.entry ?? {};
  const { edition, number } = fields;
  if (kind === 'preprint') return ` (arXiv:${arxivIdOf(paper)})`;
  if (kind === 'report') return number === undefined ? '' : ` (No. ${number})`;
  if (kind === 'book') return edition === undefined ? '' : ` (${writeEdition(edition)})`;
  if (kind !== 'thesis') return '';
  const thesis =
    fields.type ??
    (type === 'mastersthesis' ? 'Master’s thesis' : type === 'phdthesis' ? 'PhD thesis' : 'Thesis');
  return ` [${[thesis, publisher].filter((part) => part !== undefined).join(', ')}]`;
}

/** The journal, proceedings or book that the paper is in, and where in it. */
function place({ entry }: Paper, { kind, container }: Publication): string {
  if (container === undefined) return '';
  const { corporate = [], editors = [], fields = {} } = entry ?? {};
  const pages = fields.pages?.replace(/\s*-{1,3}\s*/g, '–');
  if (kind === 'journal') {
    const issue = fields.number ?? fields.issue;
    const volume = `${fields.volume ?? ''}${issue === undefined ? '' : `(${issue})`}`;
    return [container, volume, pages ?? ''].filter((part) => part !== '').join(', ');
  }
  const names = joinNames(editors.map((name) => givenFirstShort(name, corporate)));
  const by = names === '' ? '' : `${names} (${editors.length > 1 ? 'Eds.' : 'Ed.'}), `;
  return `In ${by}${container}${pages === undefined ? '' : ` (${/[–,]/.test(pages) ? 'pp.' : 'p.'} ${pages})`}`;
}

/** The day of what has no other place; of the rest the year. */
function writeDate({ kind, date }: Publication): string {
  const [year = 'n.d.', month, day] = date?.split('-') ?? [];
  if (kind !== 'other' || month === undefined) return year;
  return `${year}, ${MONTHS[Number(month) - 1]}${day === undefined ? '' : ` ${Number(day)}`}`;
}

/** The publisher, where nothing before has said it: a journal needs none, and of a thesis it stands in the brackets. */
function nameOnce({ kind, publisher = '' }: Publication): string {
  return kind === 'journal' || kind === 'thesis' ? '' : publisher;
}

function addressOf(paper: Paper): string {
  if (paper.doi !== undefined) return `https://doi.org/${paper.doi}`;
  return paper.urlIsSearch === true ? '' : paper.url;
}

/** `2` as `2nd ed.`; what is words already stays. */
function writeEdition(edition: string): string {
  if (!/^\d{1,3}$/.test(edition)) return /\bed/i.test(edition) ? edition : `${edition} ed.`;
  const ending = /1\d$/.test(edition) ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[edition.slice(-1)] ?? 'th');
  return `${edition}${ending} ed.`;
}

/** `Xia, G.`, `King, M. L., Jr.` */
function familyFirst(name: string, corporate: readonly string[]): string {
  if (corporate.includes(name)) return name;
  const { family, given, suffix } = readName(name);
  return [family, initialsOf(given), suffix].filter((part) => part !== undefined && part !== '').join(', ');
}

/** `G. Xia` */
function givenFirstShort(name: string, corporate: readonly string[]): string {
  if (corporate.includes(name)) return name;
  const { family, given, suffix } = readName(name);
  return [initialsOf(given), family, suffix].filter((part) => part !== undefined && part !== '').join(' ');
}

/** `Christos-Savvas M.` as `C.-S. M.` */
function initialsOf(given = ''): string {
  return given
    .split(/\s+/)
    .map((word) =>
      word
        .split('-')
        .map((part) => /\p{L}/u.exec(part)?.[0] ?? '')
        .filter((letter) => letter !== '')
        .map((letter) => `${letter.toLocaleUpperCase('en')}.`)
        .join('-'),
    )
    .filter((word) => word !== '')
    .join(' ');
}

function joinNames(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  if (names.length > MOST_AUTHORS) return `${names.slice(0, MOST_AUTHORS - 1).join(', ')}, … ${last}`;
  if (names.length < 2) return last;
  const comma = names.length > 2 || names.some((name) => name.includes(',')) ? ',' : '';
  return `${names.slice(0, -1).join(', ')}${comma} & ${last}`;
}

function endSentence(text: string): string {
  return /[.?!]["”’)]?$/u.test(text) && !text.endsWith('.)') ? text : `${text}.`;
}
