/**
 * All weights of the ranking. BM25 after Robertson & Zaragoza, "The Probabilistic Relevance Framework" (2009);
 * BM25F after Zaragoza et al., TREC 2004; Bo1 after Amati, "Probability Models for Information Retrieval" (2003).
 * `npm run bench -- --collections FOLDER` measures what a change does.
 */
export const WEIGHTS = {
  /** BM25 of each field on its own, summed. */
  sum: { k1: 0.9, b: 0.5, fields: [1, 1, 1, 0.5, 0] },
  /** BM25F: field frequencies weighted and normalised by length, then saturated together. */
  together: { k1: 1.6, fields: [4, 1, 0.5, 0.5, 0], b: [0.4, 0.4, 0.2, 0.2, 0.2] },
  /** Share of BM25F in the score; the rest is the sum. */
  shareTogether: 0.4,
  /** A word typed several times counts as often, up to this. */
  mostRepeats: 3,
  /** How many of the best candidates are looked at closely. */
  candidates: 200,
  /** Neighbouring words of the query that stand together in the paper, next to each other or within a window. */
  adjacent: 0.15,
  adjacentGap: 1,
  near: 0.15,
  nearWindow: 4,
  titleCounts: 1,
  /** Terms that tell the best papers from the rest (Bo1), added lightly. */
  expansion: { weight: 0.3, papers: 3, terms: 40 },
  /** What a term stands for instead of the word that was typed. */
  acronym: 0.1,
  prefix: 0.6,
} as const;
