import { createHash } from 'node:crypto';
import { foldWords } from '../text/fold-text.ts';
import type { PaperId } from './paper.ts';
import { decode } from './redirects.ts';

const ARCHIVES =
  'acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|econ|eess|' +
  'funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|' +
  'q-bio|q-fin|quant-ph|solv-int|stat|supr-con';
/** https://info.arxiv.org/help/arxiv_identifier.html: four digits after the point until 2014, five from 2015 on. */
const NEW_ID = '(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\\.\\d{4}|(?:1[5-9]|[2-9]\\d)(?:0[1-9]|1[0-2])\\.\\d{5}';
const OLD_ID = `(?:${ARCHIVES})(?:\\.[a-z]{2})?\\/\\d{2}(?:0[1-9]|1[0-2])\\d{3}`;
const ARXIV_ID = `(${NEW_ID}|${OLD_ID})(?:v\\d{1,3})?`;

const WHOLE_ARXIV = new RegExp(
  `^(?:arxiv[:\\s]\\s?|(?:https?:\\/\\/)?(?:www\\.|export\\.)?(?:arxiv\\.org\\/(?:abs|pdf|html|format)\\/|ar5iv\\.(?:labs\\.arxiv\\.)?org\\/(?:abs|html)\\/|` +
    `(?:huggingface\\.co|hf\\.co|alphaxiv\\.org)\\/(?:papers|abs)\\/)|(?:https?:\\/\\/)?(?:dx\\.)?doi\\.org\\/10\\.48550\\/arxiv\\.|(?:doi:\\s?)?10\\.48550\\/arxiv\\.)?` +
    `${ARXIV_ID}(?:\\.pdf)?\\/?(?:[?#].*)?$`,
  'i',
);
/** Behind any resolver there is or was: `doi.org`, `dx.doi.org`, `doi.acm.org`, a library's. Old DOIs hold `<1::AID-X1>`. */
const WHOLE_DOI =
  /^(?:doi:?\s?|(?:info:|urn:)doi[:/]|(?:https?:\/\/)?(?:[\w-]+\.){0,4}(?:doi|dx)[\w-]*(?:\.[\w-]+){1,5}\/(?:doi:)?)?(10\.\d{4,9}(?:\.\d+)?\/(?:[^\s"<>]|<[\w.:;-]{1,60}>){1,200})$/i;
/** In file names too: `arXiv-2303.08010v2.pdf`, `10.48550_arXiv.2303.08010`, `xia_2303.08010-notes.pdf`. */
const ARXIV_IN_TEXT = new RegExp(
  `(?:(?<![\\w.-])|(?<=_)|(?<=[a-z]-))(?:arxiv[-:._]\\s?)?${ARXIV_ID}(?![a-z\\d]|-\\d|\\.\\d)`,
  'gi',
);
const DOI_IN_TEXT = /(?<![\w.])10\.\d{4,9}(?:\.\d+)?\/(?:[^\s"<>|]|<\d+::[\w.-]{1,40}>){1,200}/gi;

/** What follows a DOI in the address of a page or a file. */
const DOI_PAGE = /(?:[?#&].*|\.pdf|\/(?:full|pdf|epdf|abstract|html))$/is;

/** How much of a message is looked through for ids. */
const SEARCHED = 50_000;
/** Ids of one message; nobody names more papers. */
const MOST_IDS = 500;
/** Room for a slug inside the shortest thing that must carry it, a button's command of 100 characters. */
const SLUG_LENGTH = 64;

/** The arXiv id without version in any of its forms (bare, `arXiv:`, a page's address, a DOI); nothing where it is none. */
export function readArxivId(text: string): string | undefined {
  const found = WHOLE_ARXIV.exec(text.trim().slice(0, 400))?.[1];
  return found?.toLowerCase().replace(/\.[a-z]{2}\//, '/');
}

/** The DOI in lower case, without its resolver and trailing punctuation; nothing where it is none. */
export function readDoi(text: string): string | undefined {
  const written = text.trim().slice(0, 400);
  const plain = written.replace(/&lt;/gi, '<').replace(/&gt;/gi, '>').replace(/&amp;/gi, '&');
  const found = WHOLE_DOI.exec(/%[\da-f]{2}/i.test(plain) ? decode(plain) : plain)?.[1];
  return found === undefined ? undefined : trimDoi(found);
}

/** `arxiv:` or `doi:` id written in any form; nothing where the text is neither. */
export function readPaperId(text: string): PaperId | undefined {
  const arxivId = readArxivId(text);
  if (arxivId !== undefined) return `arxiv:${arxivId}`;
  const doi = readDoi(text);
  return doi === undefined ? undefined : `doi:${doi}`;
}

/** The arXiv ids and DOIs that a message names in any form, as paper ids in order of appearance, each once. */
export function findPaperIds(text: string): readonly PaperId[] {
  const searched = text.slice(0, SEARCHED);
  const found: { readonly at: number; readonly id: PaperId }[] = [];
  const dois: { readonly from: number; readonly to: number }[] = [];
  for (const match of searched.matchAll(DOI_IN_TEXT)) {
    const id = readPaperId(trimDoi(match[0].replace(DOI_PAGE, '')));
    dois.push({ from: match.index, to: match.index + match[0].length });
    if (id !== undefined) found.push({ at: match.index, id });
  }
  for (const match of searched.matchAll(ARXIV_IN_TEXT)) {
    const at = match.index;
    const id = readPaperId(match[0].replace(/^arxiv[-:._]\s?/i, ''));
    if (id !== undefined && !dois.some(({ from, to }) => from <= at && at < to)) found.push({ at, id });
  }
  return [...new Set(found.sort((one, other) => one.at - other.at).map(({ id }) => id))].slice(0, MOST_IDS);
}

/** What a paper is known by, strongest first. */
export type PaperNames = {
  readonly arxivId?: string | undefined;
  readonly doi?: string | undefined;
  readonly title: string;
  readonly abstract: string;
};

/** The strongest id: arXiv before DOI before the slug of the title. */
export function paperId(names: PaperNames): PaperId {
  if (names.arxivId !== undefined) return `arxiv:${names.arxivId}`;
  if (names.doi !== undefined) return `doi:${names.doi}`;
  return slugOf(names.title, names.abstract);
}

/**
 * A stable id from the title alone: its folded words joined by hyphens. Long titles are cut and told apart by a digest of the
 * whole; a paper without title is named by the first words and a digest of its abstract.
 */
export function slugOf(title: string, abstract: string): PaperId {
  const words = foldWords(title);
  if (words === '') {
    const body = foldWords(abstract.slice(0, 2000));
    return `${cut(body.split(' ').slice(0, 6).join('-'), SLUG_LENGTH - 10)}--${digest(body)}`;
  }
  const slug = words.replaceAll(' ', '-');
  return slug.length <= SLUG_LENGTH ? slug : `${cut(slug, SLUG_LENGTH - 10)}--${digest(words)}`;
}

/** The slug of a paper whose title another paper bears too, told apart by `telling`: its record id or its abstract. */
export function slugApart(slug: PaperId, telling: string): PaperId {
  return `${cut(slug.replace(/--[\da-f]{8}$/, ''), SLUG_LENGTH - 10)}--${digest(`${slug}\n${telling}`)}`;
}

function cut(slug: string, length: number): string {
  if (slug.length <= length) return slug;
  const end = slug.lastIndexOf('-', length);
  return slug.slice(0, end > length / 2 ? end : length).replace(/[\ud800-\udbff]$/, '');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** Drops full stops, quotes and brackets that belong to the sentence, not to the DOI. */
function trimDoi(doi: string): string {
  let result = doi.toLowerCase();
  for (;;) {
    const last = result.at(-1) ?? '';
    const closing = { ')': '(', ']': '[', '}': '{' }[last];
    const stray = closing === undefined ? /[.,;:!?'"’”*_`~]/.test(last) : !result.includes(closing);
    if (!stray) return result;
    result = result.slice(0, -1);
  }
}
