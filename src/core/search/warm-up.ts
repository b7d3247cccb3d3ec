import type { Paper } from '../papers/paper.ts';
import type { Search } from './hit.ts';

const PAPERS = 5;
const SUGGESTIONS = 25;

/** Searches for some papers' own words, so that the code is compiled before the first person asks. */
export function warmUp(search: Search, papers: readonly Paper[]): void {
  for (const { title, abstract } of papers.slice(0, PAPERS)) {
    search.search(title);
    search.search(abstract);
    search.suggest(title.slice(0, 8), SUGGESTIONS);
  }
}
