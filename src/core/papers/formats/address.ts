import { cutText } from '../../text/clip-text.ts';
import type { PaperNames } from '../identity.ts';

type Address = { readonly url: string; readonly urlIsSearch?: true };

const SEARCH = 'https://arxiv.org/search/';

/** An http(s) address that a URL parser accepts, without white space and control characters. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s\p{Cc}\p{Cf}<>"\\]{1,2000}$/iu.test(text) && URL.canParse(text);
}

/**
 * The paper's own page: the address given, else arXiv's or the DOI's; where there is none, an arXiv title search, as which one that
 * is given counts too.
 */
export function addressOf(given: string | undefined, isSearch: boolean, names: PaperNames): Address {
  if (given !== undefined)
    return isSearch || given.startsWith(SEARCH) ? { url: given, urlIsSearch: true } : { url: given };
  if (names.arxivId !== undefined) return { url: `https://arxiv.org/abs/${names.arxivId}` };
  if (names.doi !== undefined)
    return { url: `https://doi.org/${encodeURI(names.doi).replace(/[?#]/g, encodeURIComponent)}` };
  const type = names.title === '' ? 'abstract' : 'title';
  const query = cutText(names.title === '' ? names.abstract : names.title, 300);
  return {
    url: `${SEARCH}?searchtype=${type}&query=${encodeURIComponent(query)}`,
    urlIsSearch: true,
  };
}
