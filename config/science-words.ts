import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { distance } from 'fastest-levenshtein';
import englishWords from 'word-list';
import { plainText } from '../src/core/papers/text/plain-text.ts';
import { wordsOf } from '../src/core/search/text/words.ts';

/*
 * Writes src/core/search/text/science-words.ts: words that many papers use and that are not in the list of English words.
 *
 *   npx tsx config/science-words.ts FILE    records {id, title, abstract, year}, one a line, gzipped: arXiv (CC0) and ACL Anthology
 *
 * Of the Anthology only what appeared from 2016 on is taken, which is under CC BY 4.0.
 */

const LEAST_PAPERS = 10;
const WORD = /^[a-z]{4,30}$/;
const ARXIV = /^(?:arxiv:)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})/i;
const FIRST_OPEN_YEAR = 2016;
/** Papers in these languages say nothing of English words. */
const FOREIGN =
  /\b(?:les|des|une|dans|pour|avec|nous|sont|cette|est|der|die|das|und|eine|werden|los|las|una|para|con|que|uma|dos)\b/g;
const MOST_FOREIGN = 3;
/** A word this much rarer than one that a single slip makes of it is a slip itself. */
const TIMES_RARER = 150;
const LEAST_LETTERS_OF_A_SLIP = 6;
const ATTRIBUTION =
  'Words of titles and abstracts of arXiv (metadata, CC0 1.0) and of the ACL Anthology from 2016 on (CC BY 4.0)';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Name a file of records: npx tsx config/science-words.ts FILE');

const papers = new Map<string, number>();
for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
  const { id, title, abstract = '', year = 0 } = JSON.parse(line);
  if (!ARXIV.test(id) && year < FIRST_OPEN_YEAR) continue;
  const text = plainText(`${title}. ${abstract}`);
  if (new Set(text.toLowerCase().match(FOREIGN)).size >= MOST_FOREIGN) continue;
  for (const word of new Set(wordsOf(text).map(({ text: word }) => word)))
    if (WORD.test(word)) papers.set(word, (papers.get(word) ?? 0) + 1);
}

const english = new Set(readFileSync(englishWords, 'utf8').split('\n'));
const frequent = [...papers].filter(([, count]) => count >= LEAST_PAPERS * TIMES_RARER);
const isSlip = (word: string, count: number): boolean =>
  word.length >= LEAST_LETTERS_OF_A_SLIP &&
  frequent.some(
    ([other, often]) =>
      often >= count * TIMES_RARER &&
      Math.abs(other.length - word.length) < 2 &&
      (distance(other, word) === 1 || isSwap(other, word)),
  );
const isSwap = (one: string, other: string): boolean =>
  one !== other && distance(one, other) === 2 && [...one].sort().join('') === [...other].sort().join('');

const words = [...papers]
  .filter(([word, count]) => count >= LEAST_PAPERS && !english.has(word) && !isSlip(word, count))
  .map(([word]) => word)
  .sort();
const lines = [''];
for (const word of words) {
  const last = lines.at(-1) ?? '';
  if (last.length + word.length > 125) lines.push(word);
  else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
}
writeFileSync(
  'src/core/search/text/science-words.ts',
  `// ${ATTRIBUTION}, each in at\n// least ${LEAST_PAPERS} papers and in no English dictionary; made by config/science-words.ts.\n` +
    `const WORDS = \`\n${lines.join('\n')}\`;\n\n` +
    '/** Words of research that English dictionaries lack. */\n' +
    'export const scienceWords: ReadonlySet<string> = new Set(WORDS.trim().split(/\\s+/));\n',
);
process.stdout.write(`${words.length} words\n`);
