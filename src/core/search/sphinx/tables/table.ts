import type { Paper, PaperId } from '../../../papers/paper.ts';
import type { LogEntry } from '../../../text/log-entry.ts';
import { FIELDS } from '../../index/analysis.ts';
import type { ServerAnswer, ServerConnection } from '../wire/connection.ts';
import { anyOf, type FullText, has } from '../wire/full-text.ts';
import type { Token } from '../wire/tokens.ts';
import { markOf } from '../wire/tokens.ts';
import { MEASURED_FIELDS } from './paper-row.ts';
import {
  type Conditions,
  type MatchOrder,
  readId,
  selectAllPapers,
  selectNothing,
  selectOne,
  selectPapers,
  selectSizes,
} from './statements.ts';

/** Papers found, and how many there are. */
export type FoundInTable = { readonly papers: readonly Paper[]; readonly found: number };

/** The table that is searched, as papers. */
export type PaperTable = {
  find(match: FullText, conditions: Conditions, order: MatchOrder, most: number): Promise<FoundInTable>;
  /** All that match, a page after the other. */
  findAll(match: FullText): Promise<readonly Paper[]>;
  /** How many papers match. */
  count(match: FullText): Promise<number>;
  /** How many papers have each token. */
  holders(tokens: Iterable<Token>): Promise<ReadonlyMap<Token, number>>;
  /** Mean number of terms in each field; as of some time ago. */
  averageLength(): Promise<Float64Array>;
  /** The shards that any answer lacked. */
  readonly silent: ReadonlySet<LogEntry>;
};

/** More words in one query take the server longer than several queries. */
const MOST_TOKENS = 400;
const PAGE = 5_000;
/** What the mean lengths are known by for so long, in milliseconds: they hardly change. */
const LENGTHS_LAST = 10 * 60_000;

/** Remembers what is asked for again and again by every query. */
export type TableMemory = { lengths?: Promise<Float64Array> | undefined; at: number };

export function openTable(
  server: ServerConnection,
  name: string,
  known: (id: PaperId) => Paper | undefined,
  memory: TableMemory,
): PaperTable {
  const silent = new Set<LogEntry>();
  const ask = async (statement: string): Promise<ServerAnswer> => {
    const answer = await server.ask(statement);
    for (const shard of answer.silent) silent.add(shard);
    return answer;
  };
  const papersOf = (answer: ServerAnswer): readonly Paper[] =>
    answer.rows.flatMap(({ paper }) => known(readId(paper)) ?? []);
  const measure = async (): Promise<Float64Array> => {
    const { rows } = await ask(selectSizes(name));
    const lengths = new Float64Array(FIELDS.length);
    for (const field of MEASURED_FIELDS)
      lengths[FIELDS.indexOf(field)] = Number(rows[0]?.[`mean_${field}_terms`] ?? 0);
    return lengths;
  };

  return {
    async find(match, conditions, order, most) {
      const answer = await ask(selectPapers(name, match, conditions, order, most));
      return { papers: papersOf(answer), found: answer.found };
    },
    async findAll(match) {
      const papers: Paper[] = [];
      for (let after = '0'; ; ) {
        const answer = await ask(selectAllPapers(name, match, after, PAGE));
        papers.push(...papersOf(answer));
        const last = answer.rows.at(-1)?.id;
        if (answer.rows.length < PAGE || last === undefined) return papers;
        after = BigInt(String(last)).toString();
      }
    },
    async count(match) {
      return (await ask(selectOne(name, match))).found;
    },
    async holders(tokens) {
      const all = [...new Set(tokens)];
      const counts = new Map<Token, number>();
      const parts: Token[][] = [];
      for (let at = 0; at < all.length; at += MOST_TOKENS) parts.push(all.slice(at, at + MOST_TOKENS));
      const answers = await Promise.all(parts.map((part) => ask(selectNothing(name, anyOf(part.map(has))))));
      for (const { holders } of answers) for (const [token, count] of holders) counts.set(token, count);
      return counts;
    },
    averageLength() {
      const now = performance.now();
      if (memory.lengths === undefined || now - memory.at > LENGTHS_LAST) {
        memory.at = now;
        memory.lengths = measure();
        memory.lengths.catch(() => {
          memory.lengths = undefined;
        });
      }
      return memory.lengths;
    },
    silent,
  };
}

/** Every paper. */
export const EVERY_PAPER: FullText = has(markOf('paper'));
/** What no paper has. */
export const NO_PAPER: FullText = has(markOf('paper', 'none'));
