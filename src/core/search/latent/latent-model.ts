import type { Dictionary } from '../index/dictionary.ts';
import type { QuantizedVectors } from './quantized-vectors.ts';

/** What stands together in papers, as latent semantic analysis tells it (Deerwester et al., 1990): a vector for each term. */
export type LatentModel = {
  readonly terms: Dictionary;
  /** How telling each term is: ln((N + 1) / (n + 0.5)), where n of the N papers counted have it. */
  readonly weights: Float32Array;
  readonly vectors: QuantizedVectors;
  /** How many papers there were, and the time in milliseconds. */
  readonly trained: { readonly papers: number; readonly at: number };
};

/** The vectors of some papers by a model: of unit length, or nought where the model knows none of their terms. */
export type LatentVectors = { readonly model: LatentModel; readonly papers: QuantizedVectors };
