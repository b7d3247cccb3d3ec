import type { Engine } from '../database/engine.ts';
import type { Queries } from '../database/schema.ts';

/** A step from one version of the schema to the next. */
export type Migration = (queries: Queries, kind: Engine['kind']) => Promise<void>;
