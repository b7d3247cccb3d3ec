import { displayTitle, type Paper } from '../../papers/paper.ts';
import { cutText } from '../../text/clip-text.ts';
import { listed } from '../../text/listed.ts';
import type { Hit } from '../engine.ts';
import { type CorpusState, frequencyOf, inverseFrequency, paperAt } from '../index/corpus-state.ts';
import type { Interpretation } from '../query/interpret-words.ts';
import type { Candidate } from '../ranking/best-candidates.ts';
import { unbound } from '../text/bound-words.ts';
import { createMatcher, createNameMatcher, type Match, markText } from './mark-words.ts';
import { snippetOf } from './snippet.ts';

const MOST_NAMED = 4;
const LONGEST_NAMED = 40;
const NAMES: ReadonlySet<string> = new Set(['authors', 'venue']);
/** What is looked through of each text; a paper's own are shorter. */
const MOST_CHARACTERS = 20_000;

/** Makes hits of candidates: what to show of each paper, and why it is there. */
export function createDescriber(
  state: CorpusState,
  words: Pick<Interpretation, 'matchable' | 'inNames' | 'phrases' | 'compounds'>,
): (candidate: Candidate) => Hit {
  const matcher = createMatcher(
    [...words.matchable, ...words.compounds.map(({ joined }) => joined)],
    [...words.phrases, ...words.compounds.map(({ parts }) => ({ words: parts.map(unbound) }))],
  );
  const names = createNameMatcher(words.inNames);
  const weights = new Map<string, number>();
  const weightOf = (key: string): number => {
    const known = weights.get(key) ?? inverseFrequency(state, frequencyOf(state, key));
    weights.set(key, known);
    return known;
  };
  return (candidate) => {
    const paper = paperAt(state, candidate);
    const title = displayTitle(paper);
    const found = Object.fromEntries(
      Object.entries(textsOf(paper)).map(([name, text]) => {
        const { matches } = NAMES.has(name) ? names : matcher;
        return [name, { text, matches: matches(text) }];
      }),
    );
    const titleMatches = title === paper.title ? found.title.matches : matcher.matches(title);
    return {
      paper,
      score: candidate.score,
      title: markText(title, titleMatches),
      snippet: snippetOf(found.abstract.text, found.abstract.matches, weightOf),
      why: explain(paper, found, candidate.related),
    };
  };
}

type Found = Readonly<Record<string, { readonly text: string; readonly matches: readonly Match[] }>>;

function textsOf({
  title,
  abstract,
  authors,
  venue = '',
  gist = '',
  keywords = [],
}: Paper): Record<string, string> {
  return {
    title: cutText(title, MOST_CHARACTERS),
    abstract: cutText(abstract, MOST_CHARACTERS),
    authors: cutText(authors.join(' ; '), MOST_CHARACTERS),
    summary: cutText(gist, MOST_CHARACTERS),
    keywords: cutText(keywords.join(' ; '), MOST_CHARACTERS),
    venue: cutText(venue, MOST_CHARACTERS),
  };
}

/** `matches uncertainty, ensembles in title and abstract`; of the forms of a word the one most like what was typed. */
function explain(paper: Paper, found: Found, related = false): string {
  const named = new Map<string, { readonly word: string; readonly likeness: number }>();
  for (const [name, { text, matches }] of Object.entries(found)) {
    for (const { key, start, end, likeness } of matches) {
      if (likeness <= (named.get(key)?.likeness ?? 0)) continue;
      const written = cutText(text.slice(start, end), LONGEST_NAMED);
      const isName = NAMES.has(name) || /\p{Lu}.*\p{Lu}/su.test(written);
      named.set(key, { word: isName ? written : written.toLowerCase(), likeness });
    }
  }
  if (named.size === 0 && related) return 'related topic';
  if (named.size === 0)
    return paper.published === undefined ? 'in the corpus' : `published ${paper.published}`;
  const words = [...named.values()].map(({ word }) => word);
  const more = words.length > MOST_NAMED ? ` and ${words.length - MOST_NAMED} more` : '';
  const isNamed = ({ key, likeness }: Match): boolean => likeness === named.get(key)?.likeness;
  const places = Object.keys(found).filter((name) => found[name].matches.some(isNamed));
  return `matches ${words.slice(0, MOST_NAMED).join(', ')}${more} in ${listed(places)}`;
}
