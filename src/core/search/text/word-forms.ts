import { LRUCache } from 'lru-cache';
import { irregularPlural, singularOf } from './irregular-plurals.ts';
import { spellingsOf } from './spelling.ts';
import { isStopWord } from './stop-words.ts';

/** Words that look like a form of another and have a meaning of their own; they vary in number alone. */
const APART: ReadonlySet<string> = new Set(
  `according based being ceiling during evening goods grounding imaging lens meaning morning news offspring reasoning setting
   sibling united wedding`.split(/\s+/),
);
/** Words in `-ics` that are a plural; others (`genetics`, `physics`) are no more than what they say. */
const PLURALS_IN_ICS: ReadonlySet<string> = new Set(
  `antibiotics characteristics clinics comics critics diagnostics epidemics fabrics graphics heuristics logics metrics
   pandemics statistics tactics topics tropics`.split(/\s+/),
);
const PLURALS_IN_US: ReadonlySet<string> = new Set(['cpus', 'gpus', 'menus', 'npus', 'tpus']);
const ENDS_IN_EED = /(?:agr|decr|disagr|fores|fr|guarant|overs|pedigr|refer)eed$/;
/** One short syllable, the vowel of which stays short by doubling what follows: `plan`, `planning`. */
const SHORT_SYLLABLE = /^[^aeiouy]*[aeiouy][^aeiouwxy]$/;
const LEAST_LETTERS = 3;

const known = new LRUCache<string, ReadonlySet<string>>({ max: 5_000 });

/**
 * All forms of a folded word: its plural and singular, `-ed`, `-ing`, and the other spelling of each, itself among them. What
 * merely shares its stem is none: `generation` is neither `generate` nor `generalization`. Some are words that nobody writes.
 */
export function formsOf(word: string): ReadonlySet<string> {
  let forms = known.get(word);
  if (forms === undefined) {
    forms = findForms(word);
    known.set(word, forms);
  }
  return forms;
}

function findForms(word: string): ReadonlySet<string> {
  const forms = new Set<string>();
  if (isStopWord(word)) return forms.add(word);
  for (const spelling of spellingsOf(word))
    for (const lemma of lemmasOf(spelling))
      for (const form of inflect(lemma)) for (const spelt of spellingsOf(form)) forms.add(spelt);
  const isApart = standsApart(word);
  for (const form of forms) if (isStopWord(form) || (!isApart && standsApart(form))) forms.delete(form);
  return forms.add(word);
}

function standsApart(word: string): boolean {
  return APART.has(word) || (word.endsWith('s') && APART.has(word.slice(0, -1)));
}

/** What a word may be a form of, itself among it. */
function lemmasOf(word: string): ReadonlySet<string> {
  const lemmas = new Set([word]);
  if (APART.has(word)) return lemmas;
  const singular = singularOf(word);
  if (singular !== undefined) lemmas.add(singular);
  const nouns = isPlural(word) ? [word, ...singularsOf(word)] : [word];
  for (const noun of nouns)
    for (const lemma of APART.has(noun) ? [noun] : [noun, ...verbsOf(noun)]) lemmas.add(lemma);
  return lemmas;
}

/** The verbs that a word may be `-ed` or `-ing` of. */
function verbsOf(word: string): readonly string[] {
  if (ENDS_IN_EED.test(word)) return [word.slice(0, -1)];
  if (/[^e]ied$/.test(word)) return [`${word.slice(0, -3)}y`, word.slice(0, -1)];
  const [, base] = /^(.*[aeiouy].*)(?:(?<!e)ed|ing)$/.exec(word) ?? [];
  return base === undefined ? [] : verbsOn(base);
}

function isPlural(word: string): boolean {
  if (word.endsWith('ics')) return PLURALS_IN_ICS.has(word);
  return PLURALS_IN_US.has(word) || /..[^isu]s$|^[^aeiouy]{2}s$/.test(word);
}

function singularsOf(word: string): readonly string[] {
  const shorter = word.slice(0, -1);
  if (/..ies$/.test(word)) return [`${word.slice(0, -3)}y`, shorter];
  return /(?:[sxzo]|ch|sh)es$/.test(word) ? [shorter, word.slice(0, -2)] : [shorter];
}

/** The verbs that end so before `-ed` or `-ing`: `plann` is of `plan`, `rat` of `rate`. */
function verbsOn(base: string): readonly string[] {
  if (SHORT_SYLLABLE.test(base)) return [`${base}e`];
  // A short word keeps its own double letter: `pass`, `call`, `add`.
  const isDoubled = /([^aeiou])\1$/.test(base) && !/^(?:[^aeiou]*[aeiou](?:ff|ll|ss|zz)|..?.)$/.test(base);
  return [base, `${base}e`, ...(isDoubled || base.endsWith('ick') ? [base.slice(0, -1)] : [])];
}

/** A noun in both numbers, and as a verb in all its regular forms. */
function inflect(lemma: string): readonly string[] {
  const plural = irregularPlural(lemma);
  const nouns = [lemma, ...(plural === undefined ? [] : [plural]), ...pluralsOf(lemma)];
  const isVerb = lemma.length >= LEAST_LETTERS && /^[a-z]*[aeiouy][a-z]*$/.test(lemma);
  if (APART.has(lemma) || !isVerb) return nouns;
  return [
    ...nouns,
    ...verbStemsOf(lemma).flatMap((stem) => [`${stem}ed`, `${stem}ing`, `${stem}ings`]),
    ...oddForms(lemma),
  ];
}

function pluralsOf(noun: string): readonly string[] {
  // `ga` is not the singular of `gas`; `vm` is that of `vms`.
  if (noun.length < LEAST_LETTERS && /[aeiouy]/.test(noun)) return [];
  if (noun.endsWith('ic') && !PLURALS_IN_ICS.has(`${noun}s`)) return [];
  if (/[^aeiou]y$/.test(noun)) return [`${noun.slice(0, -1)}ies`];
  if (/(?:[sxz]|ch|sh)$/.test(noun)) return [`${noun}es`];
  return noun.endsWith('o') ? [`${noun}s`, `${noun}es`] : [`${noun}s`];
}

/** What `-ed` and `-ing` are put to. */
function verbStemsOf(verb: string): readonly string[] {
  if (verb.endsWith('e')) return [verb.slice(0, -1)];
  const doubled = `${verb}${verb.slice(-1)}`;
  if (SHORT_SYLLABLE.test(verb)) return [doubled];
  if (verb.endsWith('ic')) return [`${verb}k`];
  return /[^aeiou][aeiou][^aeiouwxy]$/.test(verb) ? [verb, doubled] : [verb];
}

/** Where the two endings part: `study`, `studied`; `see`, `seeing`; `lie`, `lying`. */
function oddForms(verb: string): readonly string[] {
  if (/[^aeiou]y$/.test(verb)) return [`${verb.slice(0, -1)}ied`];
  if (verb.endsWith('ie')) return [`${verb.slice(0, -2)}ying`];
  return /[eoy]e$/.test(verb) ? [`${verb}ing`] : [];
}
