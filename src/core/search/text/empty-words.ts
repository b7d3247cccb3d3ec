import { createRequire } from 'node:module';
import { foldText } from '../../text/fold-text.ts';

/** Languages in which papers are written. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it'];

/** Words that tell how something is, in papers on whatever topic, but not what it is. */
const GENERIC: ReadonlySet<string> = new Set(
  `accurate additional aware based driven advanced average basic better black broad certain challenging cheap clear close common complete complex
  comprehensive consistent correct costly current deep desired different difficult direct diverse effective efficient entire evident
  exact existing expensive extensive extra fair fast final fine flexible free full fully fundamental general generic global good great high higher
  huge ideal important improved individual initial large larger last limited local long low lower main major many mean minimal minor
  modern multi multiple naive natural necessary new non novel numerous old open original overall partial particular poor popular possible
  potential powerful practical previous prior promising proper quick rapid rare real recent relevant remaining rich same scale several
  short significant similar simple single slow small smaller special specific standard static strong substantial successful sufficient
  suitable superior total traditional true typical unique unknown useful usual valid variety various vast well whole wide wider
  ability approach attempt benefit case challenge choice concept condition context cost detail difference evidence example experiment
  fact factor family field framework goal idea impact innovation insight issue kind level manner mechanism method need number order part
  period point problem process property purpose question reason relationship research result role scheme set setting solution stage
  state step strategy study success system task technique term test time tool trend type understanding use value view way work`.split(
    /\s+/u,
  ),
);

let known: ReadonlySet<string> | undefined;

/** Whether a folded English word tells how something is rather than what: `cheap`, `large`, `method`. */
export function isGenericWord(word: string): boolean {
  return isAmong(GENERIC, word);
}

/**
 * Whether a folded word says nothing by itself, in whatever language: more than the stop words that searches leave out. The lists are
 * those of stopwords-iso.
 */
export function isEmptyWord(word: string): boolean {
  known ??= new Set([...GENERIC, ...readLists().map(foldText)]);
  return isAmong(known, word);
}

/** Also in the plural. */
function isAmong(words: ReadonlySet<string>, word: string): boolean {
  return words.has(word) || words.has(word.replace(/s$/u, ''));
}

function readLists(): readonly string[] {
  const lists = createRequire(import.meta.url)('stopwords-iso') as Readonly<
    Record<string, readonly string[]>
  >;
  return LANGUAGES.flatMap((language) => lists[language] ?? []);
}
