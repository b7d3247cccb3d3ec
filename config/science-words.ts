import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { distance } from 'fastest-levenshtein';
import englishWords from 'word-list';
import { plainText } from '../src/core/papers/text/plain-text.ts';
import { wordsOf } from '../src/core/search/text/words.ts';

/*
 * Writes two lists into src/core/search/text: science-words.ts, words that many papers use and that are not in the list of English
 * words; and slip-like-words.ts, words of that list which are likelier slips of others.
 *
 *   npx tsx config/science-words.ts FILE EVERYDAY
 *
 * FILE: records {id, title, abstract, year}, one a line, gzipped: arXiv (CC0) and ACL Anthology, of which only what appeared from 2016
 * on is taken, which is under CC BY 4.0.
 * EVERYDAY: the English words that people write, one a line: those of the list that Hunspell's dictionary has
 * (`hunspell -d en_US -G node_modules/word-list/words.txt`).
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
/** The same of words of the dictionary, which are right more often, and how many papers write what they are slips of. */
const TIMES_RARER_THAN_THE_RIGHT = 5_000;
const LEAST_PAPERS_OF_THE_RIGHT = 300;
/** Words of other sciences that would be taken for slips, judged by eye. */
const RIGHT: ReadonlySet<string> = new Set(
  `actins aecial aments analyte analytes aneroid arecas bassline basslines cerate cerated cerates ceratin clastic clasts conceptus
   creatin crenate crenated crenation decane decanes decile devoices eduction enamine enamines estivate estivated estivating estivation
   everts faeces falces felids forams formol formyl fucoses germin inherence insolated libelled loesses matric molalities molality morular
   officinal orache otology pereon periotic phyton planform planforms precess precessed precesses ptoses pyrone retuse revelled
   satisficed satisfices scalae scapes serines sparge spathal stapes stases staters statin strigs swales syntectic tmesis tocology torics
   transection transections unrounded uprate uprated uprating varices varves virion`.split(/\s+/),
);
const ATTRIBUTION =
  'Words of titles and abstracts of arXiv (metadata, CC0 1.0) and of the ACL Anthology from 2016 on (CC BY 4.0)';

const [file, everydayFile] = process.argv.slice(2);
if (file === undefined || everydayFile === undefined)
  throw new Error('Name a file of records and one of words: npx tsx config/science-words.ts FILE EVERYDAY');

const papers = new Map<string, number>();
for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
  const { id, title, abstract = '', year = 0 } = JSON.parse(line);
  if (!ARXIV.test(id) && year < FIRST_OPEN_YEAR) continue;
  const text = plainText(`${title}. ${abstract}`);
  if (new Set(text.toLowerCase().match(FOREIGN)).size >= MOST_FOREIGN) continue;
  for (const word of new Set(wordsOf(text).map(({ text: word }) => word)))
    if (WORD.test(word)) papers.set(word, (papers.get(word) ?? 0) + 1);
}

const wordsOfFile = (path: string): ReadonlySet<string> => new Set(readFileSync(path, 'utf8').split('\n'));
const isSwap = (one: string, other: string): boolean =>
  one !== other && distance(one, other) === 2 && [...one].sort().join('') === [...other].sort().join('');
const isOneSlip = (one: string, other: string): boolean =>
  Math.abs(one.length - other.length) < 2 && (distance(one, other) === 1 || isSwap(one, other));

const english = wordsOfFile(englishWords);
const frequent = [...papers].filter(([, count]) => count >= LEAST_PAPERS * TIMES_RARER);
const isSlip = (word: string, count: number): boolean =>
  word.length >= LEAST_LETTERS_OF_A_SLIP &&
  frequent.some(([other, often]) => often >= count * TIMES_RARER && isOneSlip(other, word));
const scienceWords = [...papers]
  .filter(([word, count]) => count >= LEAST_PAPERS && !english.has(word) && !isSlip(word, count))
  .map(([word]) => word);

/** A slip seldom changes the first letter or the last. */
const endsOf = (word: string): string => `${word.at(0)}${word.at(-1)}`;
const everyday = wordsOfFile(everydayFile);
const rightByEnds = new Map<string, (readonly [string, number])[]>();
for (const [word, count] of papers)
  if (count >= LEAST_PAPERS_OF_THE_RIGHT)
    rightByEnds.set(endsOf(word), [...(rightByEnds.get(endsOf(word)) ?? []), [word, count]]);
const slipLikeWords = [...english].filter(
  (word) =>
    word.length >= LEAST_LETTERS_OF_A_SLIP &&
    !everyday.has(word) &&
    !RIGHT.has(word) &&
    rightByEnds
      .get(endsOf(word))
      ?.some(
        ([right, often]) =>
          often >= (papers.get(word) ?? 0) * TIMES_RARER_THAN_THE_RIGHT && isOneSlip(right, word),
      ),
);

writeWords('science-words.ts', scienceWords, {
  source: [`${ATTRIBUTION}, each in at`, `least ${LEAST_PAPERS} papers and in no English dictionary`],
  name: 'scienceWords',
  meaning: 'Words of research that English dictionaries lack.',
});
writeWords('slip-like-words.ts', slipLikeWords, {
  source: [
    'English words of the npm package word-list (MIT) that Hunspell lacks and hardly any paper writes, one slip within',
    'a word that many do',
  ],
  name: 'slipLikeWords',
  meaning:
    'Words that large dictionaries have, but that are slips where somebody types them: `learing`, `sematic`.',
});

function writeWords(
  to: string,
  unsorted: readonly string[],
  {
    source,
    name,
    meaning,
  }: { readonly source: readonly string[]; readonly name: string; readonly meaning: string },
): void {
  const words = unsorted.toSorted();
  const lines = [''];
  for (const word of words) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length > 125) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  writeFileSync(
    `src/core/search/text/${to}`,
    `${source.map((line) => `// ${line}`).join('\n')}; made by config/science-words.ts.\n` +
      `const WORDS = \`\n${lines.join('\n')}\`;\n\n/** ${meaning} */\n` +
      `export const ${name}: ReadonlySet<string> = new Set(WORDS.trim().split(/\\s+/));\n`,
  );
  process.stdout.write(`${to}: ${words.length} words\n`);
}
