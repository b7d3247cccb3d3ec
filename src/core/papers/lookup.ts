import { foldWords } from '../text/fold-text.ts';
import type { Corpus } from './corpus.ts';
import { findPaperIds, readPaperId, slugOf } from './identity.ts';
import type { Paper, PaperId } from './paper.ts';
import { unwrapAddress } from './redirects.ts';
import { plainText } from './text/plain-text.ts';

/**
 * The paper a person means: by arXiv id or DOI in any form, by its id here, the id its file gives it, its address, or its exact
 * title (case, accents and punctuation aside), where one paper alone has it. A short text with one known id in it finds that paper
 * too.
 */
export function lookUp(corpus: Corpus, text: string): Paper | undefined {
  const typed = text.trim().slice(0, 2000);
  if (typed === '') return undefined;
  const wanted = /^https?:\/\//i.test(typed) ? unwrapAddress(typed) : typed;
  const id = readPaperId(wanted);
  return (
    (id === undefined ? undefined : byPaperId(corpus, id)) ??
    corpus.get(wanted) ??
    corpus.get(wanted.toLowerCase()) ??
    corpus.papers.find((paper) => paper.recordIds.includes(wanted)) ??
    byAddress(corpus, wanted) ??
    onlyOne(corpus.titled(wanted)) ??
    onlyOne(corpus.titled(plainText(wanted))) ??
    byCutSlug(corpus, wanted) ??
    onlyOne(findPapers(corpus, wanted.slice(0, 300)))
  );
}

function onlyOne(papers: readonly Paper[]): Paper | undefined {
  return papers.length === 1 ? papers[0] : undefined;
}

/** The papers that a message names by arXiv id or DOI, in order of appearance. */
export function findPapers(corpus: Corpus, text: string): readonly Paper[] {
  return findPaperIds(text).flatMap((id) => byPaperId(corpus, id) ?? []);
}

/** The paper that bore another id before more became known of it: that of its title or of its DOI. */
export function findByFormerId(corpus: Corpus, id: PaperId): Paper | undefined {
  return byPaperId(corpus, id) ?? corpus.titled(id)[0] ?? byCutSlug(corpus, id);
}

/** The paper whose title was too long to be its id as a whole. */
function byCutSlug(corpus: Corpus, id: string): Paper | undefined {
  const [, words] = /^([^\s]+)--[\da-f]{8}$/u.exec(id) ?? [];
  if (words === undefined) return undefined;
  const beginning = words.slice(0, 12);
  return corpus.papers.find(
    ({ title }) =>
      foldWords(title.slice(0, 40)).replaceAll(' ', '-').startsWith(beginning) && slugOf(title, '') === id,
  );
}

function byPaperId(corpus: Corpus, id: string): Paper | undefined {
  const found = corpus.get(id);
  if (found !== undefined || !id.startsWith('doi:')) return found;
  const doi = id.slice(4);
  return corpus.papers.find((paper) => paper.doi === doi);
}

function byAddress(corpus: Corpus, text: string): Paper | undefined {
  if (!/^https?:\/\//i.test(text)) return undefined;
  const wanted = writeBareAddress(text);
  return corpus.papers.find(
    (paper) => paper.url.length <= wanted.length + 20 && writeBareAddress(paper.url) === wanted,
  );
}

/** An address as it is compared. */
export function writeBareAddress(address: string): string {
  return address
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/[/?#]{1,50}$/, '')
    .replace(/^[^/]+/, (host) => host.toLowerCase());
}
