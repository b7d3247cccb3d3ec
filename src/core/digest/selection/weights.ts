import { popularityFormula } from '../../papers/popularity.ts';
import { manyWords, shareOfMany } from '../../search/topic/topic.ts';
import { leastSavesLearned, wholeTasteFrom } from '../taste/measure-taste.ts';

/** How much each part of a paper's score in a digest counts; each part is between 0 and 1. */
export type DigestWeights = {
  readonly fresh: number;
  readonly trending: number;
  readonly match: number;
  /** Taken off for likeness to a paper picked before it. */
  readonly variety: number;
  /** How near it is to what was saved. */
  readonly taste: number;
};

/** After so many days freshness is half of what it was on the first. */
export const freshDays = 7;

/** Every second digest of so many papers leaves its last place to the best paper without taste. */
export const leastToLeavePlace = 5;

/** The formula in words, for the help. */
export function explainFormula({ fresh, trending, match, variety, taste }: DigestWeights): string {
  return [
    'Papers that came since the last digest here come first: by the moment a source told of them, or by their date for those of files. Within that the order is',
    `${fresh} × freshness + ${trending} × trending + ${match} × match + ${taste} × taste − ${variety} × likeness to a paper picked before, each between 0 and 1.`,
    `Freshness is ${freshDays} / (${freshDays} + age in days).`,
    `Trending is h / (1 + h), where ${popularityFormula}.`,
    "Match is the share of the topic's words that stand in the title, those elsewhere counting half and rarer words more.",
    `A paper that lacks a word of the topic is not on it; of ${manyWords} words or more it must have ${shareOfMany * 100} % by that weight.`,
    `Taste is n / ${wholeTasteFrom}, at most 1, for n saves, and 0 below ${leastSavesLearned}, times how near the paper is to the saved ones among those it competes with: the cosine with all of them or with the last five, whichever is larger.`,
    'Saves are those of the person that a subscription goes to; in a channel those made in public there, of each person alone, the nearest counting.',
    `Of a digest of ${leastToLeavePlace} papers or more the last is the best without taste where the digest before was on an odd day, counted from 1970.`,
    'Likeness is the cosine of the telling words of title and abstract, or the mean of that and of the cosine of latent vectors where there are any.',
  ].join(' ');
}
