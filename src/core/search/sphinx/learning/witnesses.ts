import type { Paper } from '../../../papers/paper.ts';
import { keyOfLongForm, MOST_WORDS_OF_A_FORM } from '../../index/acronym-table.ts';
import { authorWords, writtenWords } from '../../index/indexed-text.ts';
import { withoutPlural } from '../../text/word-endings.ts';
import { wordsOf } from '../../text/words.ts';
import type { PaperTable } from '../tables/table.ts';
import { anyOf, begins, type FullText, has, inARow, inFields } from '../wire/full-text.ts';
import { markOf, type Token, tokenBeginning, tokenOf, writtenBeginning } from '../wire/tokens.ts';

/** Papers that introduce an acronym, looked at for one query. */
const MOST_INTRODUCING = 60;
/** Papers that have words which begin so. */
const MOST_BEGINNING = 40;
const MOST_WORDS = 32;
const LEAST_PREFIX = 2;
const MOST_LETTERS_OF_AN_INITIAL = 2;

/** Papers that introduce acronyms of which the short form or the long one is among the words. */
export async function findIntroducing(
  table: PaperTable,
  words: readonly string[],
): Promise<readonly Paper[]> {
  const tokens = new Set<Token>();
  const read = words.slice(0, MOST_WORDS);
  for (let start = 0; start < read.length; start++) {
    for (let size = 1; size <= MOST_WORDS_OF_A_FORM && start + size <= read.length; size++) {
      const run = read.slice(start, start + size);
      for (const short of [run.join(' '), withoutPlural(run.join(' '))]) tokens.add(markOf('short', short));
      const long = size > 1 ? keyOfLongForm(run) : '';
      if (long !== '') tokens.add(markOf('long', long));
    }
  }
  return findAny(table, [...tokens].map(has), MOST_INTRODUCING);
}

/** Papers that have words which begin so, in prose or in names; and these words. */
export async function findBeginning(
  table: PaperTable,
  beginnings: readonly string[],
): Promise<{ readonly papers: readonly Paper[]; readonly words: readonly string[] }> {
  const read = beginnings.filter((word) => word.length >= LEAST_PREFIX);
  const found = await Promise.all(
    read.map((word) =>
      findAny(
        table,
        [begins(writtenBeginning(word)), inFields(['authors'], begins(tokenBeginning(word)))],
        MOST_BEGINNING,
      ),
    ),
  );
  const papers = [...new Set(found.flat())];
  const words = new Set<string>();
  for (const paper of papers) {
    const names = wordsOf(authorWords(paper.authors.join('\n'))).map(({ text }) => text);
    for (const word of [...writtenWords(paper), ...names])
      if (read.some((beginning) => word.startsWith(beginning))) words.add(word);
  }
  return { papers, words: [...words] };
}

/** A paper for each of these words that is a name of an author, and for each short word that is one beside another of the query. */
export async function findNamed(
  table: PaperTable,
  rare: readonly string[],
  words: readonly string[],
): Promise<readonly Paper[]> {
  const rows: FullText[] = rare.map((word) => has(tokenOf(word)));
  words.slice(0, MOST_WORDS).forEach((word, at) => {
    if (word.length > MOST_LETTERS_OF_AN_INITIAL) return;
    for (const beside of [words[at - 1], words[at + 1]]) {
      if (beside === undefined || beside.length <= MOST_LETTERS_OF_AN_INITIAL) continue;
      const pair = [tokenOf(word), tokenOf(beside)];
      rows.push(inARow(pair), inARow(pair.toReversed()));
    }
  });
  const found = await Promise.all(rows.map((row) => findAny(table, [inFields(['authors'], row)], 1)));
  return [...new Set(found.flat())];
}

async function findAny(
  table: PaperTable,
  parts: readonly FullText[],
  most: number,
): Promise<readonly Paper[]> {
  if (parts.length === 0) return [];
  return (await table.find(anyOf(parts), {}, 'none', most)).papers;
}
