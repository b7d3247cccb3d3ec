import { displayTitle, type Paper } from '../papers/paper.ts';
import type { Candidate } from './best-candidates.ts';
import { type CorpusState, inverseFrequency, locateWord, paperAt } from './corpus-state.ts';
import type { Hit } from './hit.ts';
import type { Interpretation } from './interpret-words.ts';
import { createMatcher, type Match, markText } from './mark-words.ts';
import { snippetOf } from './snippet.ts';

const MOST_NAMED = 4;

/** Makes hits of candidates: what to show of each paper, and why it is there. */
export function createDescriber(
  state: CorpusState,
  words: Interpretation,
  verb: string,
): (candidate: Candidate) => Hit {
  const matcher = createMatcher(
    words.matchable,
    words.phrases.map((phrase) => phrase.words),
  );
  const weights = new Map<string, number>();
  const weightOf = (key: string): number => {
    const known = weights.get(key) ?? inverseFrequency(state, locateWord(state, key).frequency);
    weights.set(key, known);
    return known;
  };
  return (candidate) => {
    const paper = paperAt(state, candidate);
    const title = displayTitle(paper);
    const found = Object.fromEntries(
      Object.entries(textsOf(paper)).map(([name, text]) => [name, { text, matches: matcher.matches(text) }]),
    );
    const titleMatches = title === paper.title ? found.title.matches : matcher.matches(title);
    return {
      paper,
      score: candidate.score,
      title: markText(title, titleMatches),
      snippet: snippetOf(paper.abstract, found.abstract.matches, weightOf),
      why: explain(paper, found, verb),
    };
  };
}

type Found = Readonly<Record<string, { readonly text: string; readonly matches: readonly Match[] }>>;

function textsOf({ title, abstract, authors, venue = '' }: Paper): Record<string, string> {
  return { title, abstract, authors: authors.join(' ; '), venue };
}

/** `matches uncertainty, ensembles in title and abstract`. */
function explain(paper: Paper, found: Found, verb: string): string {
  const named = new Map<string, string>();
  for (const [name, { text, matches }] of Object.entries(found)) {
    for (const { key, start, end } of matches) {
      const word = text.slice(start, end);
      if (!named.has(key)) named.set(key, name === 'authors' || name === 'venue' ? word : word.toLowerCase());
    }
  }
  if (named.size === 0)
    return paper.published === undefined ? 'in the corpus' : `published ${paper.published}`;
  const words = [...named.values()];
  const more = words.length > MOST_NAMED ? ` and ${words.length - MOST_NAMED} more` : '';
  const places = Object.keys(found).filter((name) => found[name].matches.length > 0);
  return `${verb} ${words.slice(0, MOST_NAMED).join(', ')}${more} in ${listed(places)}`;
}

function listed(places: readonly string[]): string {
  return places.length < 2 ? places.join() : `${places.slice(0, -1).join(', ')} and ${places.at(-1)}`;
}
