import type { Paper, PaperId } from '../../papers/paper.ts';
import type { Health } from '../../text/health.ts';
import { entry } from '../../text/log-entry.ts';
import { completeOptions, showAnswer } from '../answer-query.ts';
import { type SearchEngine, SearchFailure, type SearchOptions, type SearchResult } from '../engine.ts';
import { acronymsAmong } from '../index/acronym-table.ts';
import { paperAt } from '../index/corpus-state.ts';
import { NOTHING } from '../search-papers.ts';
import { describeSimilar } from '../similar/describe-similar.ts';
import { askQuery } from './asking/ask-query.ts';
import { indexFew } from './asking/few-papers.ts';
import { findHolding } from './asking/find-holding.ts';
import { findLike } from './asking/find-like.ts';
import { suggestTyped } from './asking/suggest-typed.ts';
import { findIntroducing } from './learning/witnesses.ts';
import { createShardWriter, type ShardWriter } from './tables/shard-writer.ts';
import { findShards } from './tables/shards.ts';
import { selectNothing } from './tables/statements.ts';
import { NO_PAPER, openTable, type PaperTable, type TableMemory } from './tables/table.ts';
import type { SearchAddress } from './wire/address.ts';
import { type ConnectionOptions, connectTo, type ServerConnection } from './wire/connection.ts';

/** A search server that speaks SphinxQL: papers are known here, and indexed there. An update is tried with each shard by itself. */
export type SphinxEngine = SearchEngine & {
  readonly fill: ShardWriter['fill'];
  /** Whether the server and all its shards answer; asks it. */
  health(): Promise<Health>;
  close(): Promise<void>;
};

export type SphinxOptions = ConnectionOptions & {
  /** Told when some shards no longer answer, and when all do again. */
  readonly onPartial?: (isPartial: boolean) => void;
};

/** Said where some shards are silent. */
const PARTIAL = 'Some papers are missing here, because a part of the search index does not answer just now.';

/** An engine of these papers, of which the server may have some, all or none yet. */
export function createSphinxEngine(
  address: SearchAddress,
  papers: Iterable<Paper>,
  options: SphinxOptions = {},
): SphinxEngine {
  const { onPartial = () => {} } = options;
  let wasPartial = false;
  const known = new Map<PaperId, Paper>([...papers].map((paper) => [paper.id, paper]));
  const memory: TableMemory = { at: 0 };
  const opened: ServerConnection[] = [];
  const connect: typeof connectTo = (to) => {
    const connection = connectTo(to, options);
    opened.push(connection);
    return connection;
  };
  const server = connect(address);
  const writer = createShardWriter(() => findShards(address, server, connect), known);

  const open = (): PaperTable => openTable(server, address.table, (id) => known.get(id), memory);
  const hinting = (table: PaperTable, result: SearchResult): SearchResult => {
    if (table.isPartial !== wasPartial) onPartial(table.isPartial);
    wasPartial = table.isPartial;
    // First, for it is why others may be wrong.
    return table.isPartial ? { ...result, hints: [PARTIAL, ...result.hints] } : result;
  };

  return {
    get size() {
      return known.size;
    },
    async search(text, asked: SearchOptions = {}) {
      const table = open();
      const { answer, page } = await askQuery(table, known.size, text, completeOptions(asked));
      return hinting(table, showAnswer(answer, page));
    },
    async rank(text, asked: SearchOptions = {}) {
      const { few, page } = await askQuery(open(), known.size, text, completeOptions(asked));
      return page.map((at) => ({ paper: paperAt(few.state, at), score: at.score }));
    },
    async similar(id, asked = {}) {
      const { limit, offset } = completeOptions(asked);
      const paper = known.get(id);
      if (paper === undefined) return NOTHING;
      const table = open();
      const { words, best, few } = await findLike(table, known.size, paper);
      const at = few.find(id);
      if (at === undefined) return hinting(table, NOTHING);
      const hits = best.slice(offset, offset + limit).map(describeSimilar(few.state, at, words));
      return hinting(table, { ...NOTHING, total: best.length, hits });
    },
    suggest: (typed, limit) => suggestTyped(open(), known.size, typed, limit),
    async holding(groups, share) {
      const table = open();
      const held = await findHolding(table, known.size, groups, share);
      if (table.isPartial) throw new SearchFailure(entry`A shard of the search server does not answer.`);
      return held;
    },
    async acronyms(words) {
      const introducing = await findIntroducing(open(), words);
      const none = {
        papers: 0,
        averageLength: new Float64Array(5),
        terms: new Map(),
        words: new Map(),
        phrases: new Map(),
      };
      const { segments } = await indexFew(none, introducing);
      return acronymsAmong(segments, words);
    },
    async update({ put, removed }) {
      const last = new Map(put.map((paper) => [paper.id, paper]));
      const gone = removed.filter((id) => !last.has(id));
      for (const [id, paper] of last) known.set(id, paper);
      for (const id of gone) known.delete(id);
      await writer.write([...last.keys(), ...gone]);
    },
    fill: writer.fill,
    async health() {
      try {
        const { isPartial } = await server.ask(selectNothing(address.table, NO_PAPER));
        return isPartial
          ? { state: 'warn', words: entry`A part of the search server does not answer: papers are missing.` }
          : { state: 'ok', words: entry`The search server answers.` };
      } catch (error) {
        if (!(error instanceof SearchFailure)) throw error;
        return { state: 'wrong', words: error.message };
      }
    },
    async close() {
      for (const connection of opened) await connection.close();
    },
  };
}
