import { readFileSync } from 'node:fs';
import englishWords from 'word-list';
import { singularOf } from './irregular-plurals.ts';
import { scienceWords } from './science-words.ts';
import { slipLikeWords } from './slip-like-words.ts';
import { oneSpelling } from './spelling.ts';
import { isStopWord } from './stop-words.ts';

/** What makes a new word of science of an old one: `neuroimaging`, `microplastics`. */
const PREFIXES =
  /^(?:anti|astro|auto|bio|cardio|chem|chemo|cyber|eco|electro|geo|hydro|hyper|immuno|inter|intra|macro|magneto|mega|meta|micro|mono|multi|nano|neuro|onco|paleo|photo|physio|poly|post|proto|pseudo|psycho|quasi|radio|semi|socio|spectro|super|tele|thermo|trans|ultra)(.{6,})$/;

let english: Buffer | undefined;

/** Whether a folded word is one of English or of science: it may be rare here, but it is no slip. Reads the dictionary when first asked. */
export function isKnownWord(word: string): boolean {
  if (isStopWord(word)) return true;
  return [word, singularOf(word), oneSpelling(word), baseOf(word)].some(
    (form) => form !== undefined && isListed(form),
  );
}

/** The singular of a regular plural, of words that only have the singular in the lists. */
function baseOf(word: string): string | undefined {
  return /[^s]s$/.test(word) && word.length > 4 ? word.slice(0, -1) : undefined;
}

function isListed(word: string): boolean {
  if (scienceWords.has(word) || (isEnglish(word) && !slipLikeWords.has(word))) return true;
  const rest = PREFIXES.exec(word)?.[1];
  return (rest !== undefined && (scienceWords.has(rest) || isEnglish(rest))) || /.{4}omics$/.test(word);
}

/** The list has a word on each line, in alphabetical order: it is searched as it is, which takes no memory but its own. */
function isEnglish(word: string): boolean {
  if (!/^[a-z]+$/.test(word)) return false;
  english ??= readFileSync(englishWords);
  const wanted = Buffer.from(word);
  let low = 0;
  let high = english.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const start = english.lastIndexOf(10, middle - 1) + 1;
    const end = lineEnd(english, start);
    const order = Buffer.compare(english.subarray(start, end), wanted);
    if (order === 0) return true;
    if (order < 0) low = end + 1;
    else high = start;
  }
  return false;
}

function lineEnd(lines: Buffer, from: number): number {
  const end = lines.indexOf(10, from);
  return end < 0 ? lines.length : end;
}
