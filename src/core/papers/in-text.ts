import { createBreather } from '../async/time-slices.ts';
import { foldText } from '../text/fold-text.ts';
import type { Corpus } from './corpus.ts';
import { findPaperIds } from './identity.ts';
import { writeBareAddress } from './lookup.ts';
import type { Paper } from './paper.ts';
import { decode, unwrapAddress } from './redirects.ts';
import { titleWords } from './titles.ts';

/** So many characters of a text are read: the longest message there is has 40,000 (Slack). */
const longest = 50_000;
/** Letters and digits by which the beginning or the end of a title is found in a text. */
const keyLength = 12;
/** Titles this long may have one letter wrong: either the beginning or the end of them is right. */
const tolerant = 2 * keyLength;
/** A title is found in the middle of a sentence only where it is no phrase that anybody might write. */
const telling = { words: 4, letters: 40 };
const shortest = 6;
/** Places in a text looked at for one key; no sensible text repeats itself more often. */
const mostPlaces = 50;
/** Titles of one message; nobody names more papers. */
const mostTitles = 300;

/**
 * The papers that a text names in any way: by arXiv ids, DOIs and links, of redirects too, and by titles, which may run over lines
 * and have a letter wrong. In the order of ids, links and titles.
 */
export async function findPapersIn(corpus: Corpus, whole: string): Promise<readonly Paper[]> {
  const text = joinSoftBreaks(whole.slice(0, longest));
  const addresses = new Set<string>();
  const read = text.replace(/https?:\/\/[^\s<>|"]+/giu, (found) => {
    const address = unwrapAddress(found.replace(/[).,;:!?\]}'*_]{1,50}$/u, ''));
    addresses.add(writeBareAddress(address));
    return ` ${decode(address)} `;
  });
  const ids = findPaperIds(read);
  const named = new Set(ids.flatMap((id) => corpus.get(id) ?? []));
  const dois = new Set(ids.flatMap((id) => (id.startsWith('doi:') ? [id.slice('doi:'.length)] : [])));
  const titles = readTitles(text);
  const found: Found[] = [];
  const breathe = createBreather();
  for (const paper of corpus.papers) {
    if (paper.doi !== undefined && dois.has(paper.doi)) named.add(paper);
    else if (addresses.size > 0 && addresses.has(writeBareAddress(paper.url))) named.add(paper);
    const place = found.length < mostTitles ? titles.find(paper) : undefined;
    if (place !== undefined) found.push({ paper, ...place });
    const pause = breathe();
    if (pause !== undefined) await pause;
  }
  return [...new Set([...named, ...dropContained(found).map(({ paper }) => paper)])];
}

type Place = { readonly from: number; readonly to: number; readonly slips: 0 | 1 };
type Found = Place & { readonly paper: Paper };

/** The longest where titles overlap: one may be a part of another, or differ from it by a letter. */
function dropContained(found: readonly Found[]): readonly Found[] {
  const kept: Found[] = [];
  const byMeaning = [...found].sort((a, b) => a.slips - b.slips || b.to - b.from - (a.to - a.from));
  for (const one of byMeaning) {
    const rival = kept.find(({ from, to }) => one.from < to && from < one.to);
    const isSame = rival?.from === one.from && rival.to === one.to && rival.slips === one.slips;
    if (rival === undefined || isSame) kept.push(one);
  }
  return kept.sort((a, b) => a.from - b.from);
}

/** Lines that a mail program broke, with their halves together. */
function joinSoftBreaks(text: string): string {
  return text.replace(/=\r?\n/gu, '');
}

/** A text without all but letters and digits, and where its words begin and end in that. */
type Squashed = {
  readonly letters: string;
  readonly begins: ReadonlySet<number>;
  readonly ends: ReadonlySet<number>;
};

function squash(text: string): Squashed {
  const begins = new Set<number>();
  const ends = new Set<number>();
  const words: string[] = [];
  let at = 0;
  for (const [word] of foldText(text).matchAll(/[\p{L}\p{N}]+/gu)) {
    begins.add(at);
    at += word.length;
    ends.add(at);
    words.push(word);
  }
  return { letters: words.join(''), begins, ends };
}

function readTitles(text: string): { find(paper: Paper): Place | undefined } {
  const squashed = squash(text);
  const { letters, begins, ends } = squashed;
  const beginnings = placesByKey([...begins].map((at) => [letters.slice(at, at + keyLength), at]));
  const endings = placesByKey([...ends].map((at) => [letters.slice(Math.max(0, at - keyLength), at), at]));
  const phrases = new Set(
    text.split(/[.?!;\n"“”«»„()[\]{}*_`<>|]+/u).map((phrase) => squash(phrase).letters),
  );

  function find(paper: Paper): Place | undefined {
    const words = titleWords(paper);
    const title = words.replaceAll(' ', '');
    if (title.length < shortest) return undefined;
    const isTelling = title.length >= telling.letters || words.split(' ').length >= telling.words;
    if (!isTelling && !phrases.has(title)) return undefined;
    if (title.length < keyLength) return findShort(title);
    const slips = title.length >= tolerant ? 1 : 0;
    for (const from of beginnings.get(title.slice(0, keyLength)) ?? []) {
      const place = match(title, from, slips);
      if (place !== undefined) return place;
    }
    if (slips === 0) return undefined;
    for (const to of endings.get(title.slice(-keyLength)) ?? [])
      for (const from of [to - title.length, to - title.length + 1, to - title.length - 1]) {
        const place = begins.has(from) ? match(title, from, slips) : undefined;
        if (place?.to === to) return place;
      }
    return undefined;
  }

  function findShort(title: string): Place | undefined {
    const from = letters.indexOf(title);
    return from === -1 ? undefined : { from, to: from + title.length, slips: 0 };
  }

  /** The title as it stands from there on, to the end of a word. */
  function match(title: string, from: number, slips: 0 | 1): Place | undefined {
    let same = 0;
    while (same < title.length && title[same] === letters[from + same]) same += 1;
    if (same === title.length) {
      const to = from + title.length;
      return ends.has(to) ? { from, to, slips: 0 } : undefined;
    }
    if (slips === 0) return undefined;
    for (const [inTitle, inText] of edits) {
      const differing = title.slice(same, same + inTitle) + letters.slice(from + same, from + same + inText);
      const isSwap = title[same] === letters[from + same + 1] && title[same + 1] === letters[from + same];
      if (/\p{N}/u.test(differing) || (inTitle === 2 && !isSwap)) continue;
      const rest = title.slice(same + inTitle);
      const to = from + same + inText + rest.length;
      if (ends.has(to) && letters.startsWith(rest, from + same + inText)) return { from, to, slips: 1 };
    }
    return undefined;
  }

  return { find };
}

/** Another letter, one left out, one too many, two the wrong way round: how many of the title, and of the text. */
const edits = [
  [1, 1],
  [1, 0],
  [0, 1],
  [2, 2],
] as const;

function placesByKey(
  entries: readonly (readonly [string, number])[],
): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [key, at] of entries) {
    const known = places.get(key);
    if (known === undefined) places.set(key, [at]);
    else if (known.length < mostPlaces) known.push(at);
  }
  return places;
}
