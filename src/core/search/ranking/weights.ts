/**
 * All weights of the ranking. BM25 after Robertson & Zaragoza, "The Probabilistic Relevance Framework" (2009);
 * BM25F after Zaragoza et al., TREC 2004; Bo1 after Amati, "Probability Models for Information Retrieval" (2003).
 * `npm run bench -- --collections FOLDER` measures what a change does.
 */
export const WEIGHTS = {
  /** BM25 of each field on its own, summed: title, abstract, authors, venue, categories. */
  sum: { k1: 1.2, b: 0.7, fields: [1, 1, 1, 0.5, 0] },
  /** BM25F: field frequencies weighted and normalised by length, then saturated together. */
  together: { k1: 1.6, fields: [2.5, 1, 1, 0.5, 0], b: [0.6, 0.6, 0.2, 0.2, 0.2] },
  /** Share of BM25F in the score; the rest is the sum. */
  shareTogether: 0.6,
  /** A word typed several times counts as often, up to this. */
  mostRepeats: 3,
  /** How many of the best candidates are looked at closely. */
  candidates: 200,
  /**
   * Neighbouring words of the query that stand next to each other in the paper: the fewer pairs of them there are, the more it
   * tells, `atLeast + shared / pairs`.
   */
  adjacent: { atLeast: 0.3, shared: 0.6 },
  adjacentGap: 1,
  /** The same within a window, in any order. */
  near: 0.2,
  nearWindow: 7,
  titleCounts: 2,
  /** Terms that tell the best papers from the rest (Bo1), added lightly; for fewer words they would displace exact matches. */
  expansion: { weight: 0.2, papers: 5, terms: 20, leastWords: 4 },
  /** In queries of up to so many words papers with all of them come before those with some. */
  mostWordsToPart: 3,
  /** What a higher rank adds to a score when it is told: more than any score. */
  rank: 1_000,
  /** Where so few candidates have all words of a query of so many, these come first. */
  pin: { leastWords: 3, mostWords: 8, mostPapers: 3 },
  /**
   * Latent vectors: their share in the score grows with each word but the first; from so many words on, papers that they
   * alone find are among the results; the vector of the best paper is added to the query's.
   */
  latent: { mostShare: 0.4, shareOfAWord: 0.05, leastWords: 4, bestPaper: 0.5 },
  /** A word with the stem of the one typed: an inflection of it, and another word; by how many words are asked for. */
  forms: { few: { inflected: 0.9, related: 0.6 }, many: { inflected: 1, related: 1 } },
  /** What a term stands for instead of the word that was typed. */
  acronym: { few: 0.3, many: 0.1, mostWords: 6 },
  prefix: 0.6,
} as const;
