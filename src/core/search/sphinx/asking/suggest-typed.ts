import type { Paper } from '../../../papers/paper.ts';
import { completeOptions, countOf } from '../../answer-query.ts';
import type { Suggestion } from '../../engine.ts';
import { paperAt } from '../../index/corpus-state.ts';
import { suggestCompletions } from '../../results/suggest-completions.ts';
import { wordsOf } from '../../text/words.ts';
import type { PaperTable } from '../tables/table.ts';
import { allOf, anyOf, begins, type FullText, has, inFields } from '../wire/full-text.ts';
import { markOf, tokenBeginning, tokenOf } from '../wire/tokens.ts';
import { askQuery } from './ask-query.ts';

/** Papers of which the names are looked at. */
const MOST_NAMED = 100;
const LEAST_PREFIX = 2;
const LONGEST_TYPED = 200;

/** Completions of what is being typed, by papers that the server finds for it. */
export async function suggestTyped(
  table: PaperTable,
  papers: number,
  typed: string,
  limit: number,
): Promise<readonly Suggestion[]> {
  const most = countOf(limit, 0);
  if (most === 0 || typed.length > LONGEST_TYPED) return [];
  const [named, asked] = await Promise.all([
    findNames(table, typed),
    typed.trim() === ''
      ? undefined
      : askQuery(table, papers, typed, completeOptions({ limit: most, prefix: true })),
  ]);
  const ranked = (asked?.page ?? []).map((at) => ({
    paper: paperAt(asked?.few.state ?? NOBODY, at),
    score: at.score,
  }));
  const few = await asked?.few.with(named.map(namesAlone));
  return suggestCompletions(few?.state ?? NOBODY, typed, most, () => ranked);
}

const NOBODY = { segments: [], hasDeleted: [], documents: 0, averageLength: new Float64Array(5) };

/** A paper of which nothing but names is indexed, under an id of its own. */
function namesAlone({ id, authors, venue, categories, url }: Paper): Paper {
  return {
    id: `names of ${id}`,
    recordIds: [],
    title: '',
    abstract: '',
    authors,
    url,
    categories,
    ...(venue === undefined ? {} : { venue }),
  };
}

/** Papers with names of authors, venues or categories that begin as what is typed last does. */
async function findNames(table: PaperTable, typed: string): Promise<readonly Paper[]> {
  const last = /(?:[A-Za-z]+:)?("[^"]*|[^\s"]*)$/u.exec(typed)?.[1] ?? '';
  const matches = [typed, last].flatMap((text) => {
    const words = wordsOf(text).map((word) => word.text);
    return words.length === 0 ? [] : [allOf(words.map(beginsName))];
  });
  if (matches.length === 0) return [];
  return (await table.find(anyOf(matches), {}, 'none', MOST_NAMED)).papers;
}

function beginsName(word: string): FullText {
  const names = ['authors', 'venue'] as const;
  if (word.length < LEAST_PREFIX)
    return anyOf([inFields(names, has(tokenOf(word))), has(markOf('category', word))]);
  return anyOf([
    inFields(names, begins(tokenBeginning(word))),
    inFields(['categories'], begins(markOf('category', word))),
  ]);
}
