import type { Paper, PaperId } from '../../papers/paper.ts';
import { createOutage, type Health } from '../../text/health.ts';
import { entry, joinEntries, type LogEntry } from '../../text/log-entry.ts';
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
  /** Told which shards no longer answer, and when all do again: none. */
  readonly onPartial?: (silent: readonly LogEntry[]) => void;
  /** Whether a part of the papers is an answer while some shards are silent, which it says; true unless told. */
  readonly answersInPart?: boolean;
};

/** Said where some shards are silent. */
const PARTIAL = 'Some papers are missing here, because a part of the search index does not answer just now.';

/** Which shards of a server do not answer, in a sentence without its full stop. */
export function nameSilent(shards: readonly LogEntry[]): LogEntry {
  const names = joinEntries(shards, entry`, `);
  return shards.length === 1
    ? entry`A shard of the search server does not answer (${names})`
    : entry`Shards of the search server do not answer (${names})`;
}

/** An engine of these papers, of which the server may have some, all or none yet. */
export function createSphinxEngine(
  address: SearchAddress,
  papers: Iterable<Paper>,
  options: SphinxOptions = {},
): SphinxEngine {
  const { onPartial = () => {}, answersInPart = true } = options;
  const outage = createOutage(options.now ?? (() => performance.now()));
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

  /** What the table says; rejects where shards are silent and a part is no answer. */
  const ask = async <Answer>(
    question: (table: PaperTable) => Promise<Answer>,
    isPartEnough = answersInPart,
  ) => {
    const table = openTable(server, address.table, (id) => known.get(id), memory);
    const answer = await question(table);
    const silent = [...table.silent];
    const isPartial = silent.length > 0;
    if (isPartial ? outage.fail() : outage.succeed()) onPartial(silent);
    if (isPartial && !isPartEnough) throw new SearchFailure(entry`${nameSilent(silent)}.`);
    return { answer, isPartial };
  };
  // First, for it is why others may be wrong.
  const hinting = (isPartial: boolean, result: SearchResult): SearchResult =>
    isPartial ? { ...result, hints: [PARTIAL, ...result.hints] } : result;

  return {
    get size() {
      return known.size;
    },
    async search(text, asked: SearchOptions = {}) {
      const options = completeOptions(asked);
      const { answer, isPartial } = await ask((table) => askQuery(table, known.size, text, options));
      return hinting(isPartial, showAnswer(answer.answer, answer.page));
    },
    async rank(text, asked: SearchOptions = {}) {
      const options = completeOptions(asked);
      const { few, page } = (await ask((table) => askQuery(table, known.size, text, options))).answer;
      return page.map((at) => ({ paper: paperAt(few.state, at), score: at.score }));
    },
    async similar(id, asked = {}) {
      const { limit, offset } = completeOptions(asked);
      const paper = known.get(id);
      if (paper === undefined) return NOTHING;
      const { answer, isPartial } = await ask((table) => findLike(table, known.size, paper));
      const { words, best, few } = answer;
      const at = few.find(id);
      if (at === undefined) return hinting(isPartial, NOTHING);
      const hits = best.slice(offset, offset + limit).map(describeSimilar(few.state, at, words));
      return hinting(isPartial, { ...NOTHING, total: best.length, hits });
    },
    suggest: async (typed, limit) =>
      (await ask((table) => suggestTyped(table, known.size, typed, limit))).answer,
    // Digests would never come back for what is missing.
    holding: async (groups, share) =>
      (await ask((table) => findHolding(table, known.size, groups, share), false)).answer,
    async acronyms(words) {
      const introducing = (await ask((table) => findIntroducing(table, words))).answer;
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
        const { silent } = await server.ask(selectNothing(address.table, NO_PAPER));
        if (silent.length === 0) return { state: 'ok', words: entry`The search server answers.` };
        const missing = answersInPart ? entry`: papers are missing` : entry``;
        return { state: 'warn', words: entry`${nameSilent(silent)}${missing}.` };
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
