import type { Paper, PaperId } from '../../papers/paper.ts';

/** What somebody saved, and what they want less of; each in the order of time, the oldest first. */
export type Liking = { readonly saved: readonly Paper[]; readonly unwanted: readonly Paper[] };

/** What a paper has in common with what somebody saved. */
export type TasteEvidence = {
  /** Two or three words as the paper writes them, the most telling first, two of which `savedWithWords` saved papers have; none where there are no such. */
  readonly words: readonly string[];
  readonly savedWithWords: number;
  /** The two saved papers most like it by their words, the most like first, each with the cosine. */
  readonly nearest: readonly { readonly paper: Paper; readonly like: number }[];
};

/** Learns from what people saved, whenever it is asked, and keeps nothing of it. */
export type TasteReader = {
  /**
   * How near each paper is to what each person likes, from -1 to 1, in the order of `papers`; 0 for what is not here. It is the
   * larger of the cosines with the centroid of all saved papers and with that of the last five.
   */
  measure(likings: readonly Liking[], papers: readonly PaperId[]): Promise<readonly Float64Array[]>;
  /** What each of some papers has in common with the saved ones; the paper itself is none of them. */
  explain(liking: Liking, papers: readonly Paper[]): Promise<readonly TasteEvidence[]>;
  /** Words that tell what the saved papers are about, the most telling first. */
  words(liking: Liking): Promise<readonly string[]>;
};
