import { parseQuery } from '../query/parse-query.ts';
import type { Clause, LooseWord, Query } from '../query/query.ts';
import type { Acronym } from '../text/acronyms.ts';
import { dropRequest } from '../text/request-words.ts';
import { isStopWord } from '../text/stop-words.ts';
import { formsOf } from '../text/word-forms.ts';
import { joinForms, splitForms } from './compound-forms.ts';

/** A word that tells what a topic is about: as it was typed, and all forms of it. */
export type TopicWord = { readonly written: string; readonly forms: ReadonlySet<string> };

/**
 * A run of words that stands for words of the topic, by their numbers: the short form of a long one that was typed, or the other
 * way round; two words written as one, or one as two. Each place of the run takes any of its forms.
 */
export type OtherForm = {
  readonly covers: readonly number[];
  readonly run: readonly ReadonlySet<string>[];
  /** Written with two capitals or more: a short form. */
  readonly isShort: boolean;
};

/** What a paper must have to be on a topic. */
export type Topic = {
  readonly words: readonly TopicWord[];
  readonly others: readonly OtherForm[];
  /** What share of its words, by their weight, a paper must have. */
  readonly share: number;
  /** Phrases and fields. */
  readonly required: readonly Clause[];
  readonly excluded: readonly Clause[];
  readonly conditions: Pick<Query, 'ids' | 'from' | 'until' | 'hasCode'>;
};

/** Whether a topic asks for anything: very common words alone ask for nothing, and no paper is on such a topic. */
export function asksAnything({ words, required, excluded, conditions }: Topic): boolean {
  const { ids, ...others } = conditions;
  return words.length + required.length + excluded.length + ids.length + Object.keys(others).length > 0;
}

/** From so many words on, a paper need not have all of them. */
export const manyWords = 5;
export const shareOfMany = 0.75;

/** The words of a topic among which acronyms may be, in order. */
export function wordsOfTopic(text: string): readonly LooseWord[] {
  return joinBound(dropRequest(parseQuery(text).loose));
}

/** `on-line` is one word, `online`, and no line. */
function joinBound(words: readonly LooseWord[]): readonly LooseWord[] {
  return words.flatMap((word, at) => {
    const [before, next] = [words[at - 1], words[at + 1]];
    if (before?.isBinding === true) return [];
    if (word.isBinding !== true || next === undefined) return [word];
    return [{ text: word.text + next.text, written: `${word.written}-${next.written}` }];
  });
}

/** Reads a topic; `acronyms` are those known for its words. Whatever was typed is a topic. */
export function readTopic(text: string, acronyms: readonly Acronym[]): Topic {
  const { required, excluded, ids, from, until, hasCode } = parseQuery(text);
  const loose = wordsOfTopic(text);
  const words = new Map<string, TopicWord>();
  for (const { text: word, written } of loose) {
    const isKnown = isStopWord(word) || [...words.values()].some(({ forms }) => forms.has(word));
    if (!isKnown) words.set(word, { written, forms: formsOf(word) });
  }
  const telling = [...words.values()];
  return {
    words: telling,
    others: [
      ...acronyms.flatMap((acronym) => otherFormsOf(acronym, loose, telling)),
      ...compoundsOf(loose, telling),
    ],
    share: telling.length < manyWords ? 1 : shareOfMany,
    required,
    excluded,
    conditions: {
      ids,
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
      ...(hasCode === undefined ? {} : { hasCode }),
    },
  };
}

/** Neighbours written as one word, and in a short topic words written as two. */
function compoundsOf(loose: readonly LooseWord[], telling: readonly TopicWord[]): readonly OtherForm[] {
  const numberOf = (word: string): number => telling.findIndex(({ forms }) => forms.has(word));
  const joined = loose.slice(1).flatMap(({ text: second }, at): OtherForm[] => {
    const first = loose[at].text;
    const covers = [numberOf(first), numberOf(second)];
    const forms = covers.includes(-1) ? undefined : joinForms(first, second);
    return forms === undefined ? [] : [{ covers, run: [forms], isShort: false }];
  });
  if (telling.length >= manyWords) return joined;
  const apart = loose.flatMap(({ text }): OtherForm[] => {
    const covers = [numberOf(text)];
    return covers.includes(-1) ? [] : splitForms(text).map((run) => ({ covers, run, isShort: false }));
  });
  return [...joined, ...apart];
}

/** Shorter ones mean too much: TV, GP, VR. */
const leastOfAShortForm = 3;

function otherFormsOf(
  { short, long }: Acronym,
  loose: readonly LooseWord[],
  telling: readonly TopicWord[],
): readonly OtherForm[] {
  const shortWords = short.split(' ');
  const numbersOf = (typed: readonly LooseWord[]) =>
    telling.flatMap(({ forms }, number) => (typed.some(({ text }) => forms.has(text)) ? [number] : []));
  const typedLong = runIn(loose, long);
  const typedShort = runIn(loose, shortWords);
  const isWrittenShort = /\p{Lu}.*\p{Lu}/u.test(typedShort.map(({ written }) => written).join(''));
  return [
    ...(typedLong.length > 0 && short.length >= leastOfAShortForm
      ? [{ covers: numbersOf(typedLong), run: shortWords.map(shortForms), isShort: true }]
      : []),
    ...(isWrittenShort ? [{ covers: numbersOf(typedShort), run: long.map(formsOf), isShort: false }] : []),
  ].filter(({ covers }) => covers.length > 0);
}

/** A short form, alone and in the plural. */
function shortForms(word: string, at: number, all: readonly string[]): ReadonlySet<string> {
  return new Set(at === all.length - 1 ? [word, `${word}s`] : [word]);
}

function runIn(words: readonly LooseWord[], run: readonly string[]): readonly LooseWord[] {
  const start = words.findIndex((_, at) =>
    run.every((word, i) => {
      const typed = words[at + i]?.text;
      return typed !== undefined && (typed === word || formsOf(word).has(typed));
    }),
  );
  return start < 0 ? [] : words.slice(start, start + run.length);
}
