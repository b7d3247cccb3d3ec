import { csl } from '../csl.ts';
import type { Fields } from '../fields.ts';
import { arxivDataset, arxivResult } from './arxiv-records.ts';
import { crossrefWork } from './crossref-work.ts';
import { dblp } from './dblp.ts';
import { inspire } from './inspire.ts';
import { openAlexWork } from './openalex-work.ts';
import { openReview } from './openreview.ts';
import { semanticScholar } from './semantic-scholar.ts';
import type { Shape } from './shape.ts';
import { zotero } from './zotero.ts';

/** The services and tools whose JSON is known. A new one is a file beside this and a place in this list. */
const shapes: readonly Shape[] = [
  arxivDataset,
  arxivResult,
  crossrefWork,
  openAlexWork,
  semanticScholar,
  dblp,
  inspire,
  openReview,
  zotero,
  csl,
];

/** The service or tool that an object is a record of. */
export function findShape(value: Fields): Shape | undefined {
  return shapes.find((shape) => shape.recognises(value));
}
