import { join } from 'node:path';
import Connection from 'better-sqlite3';
import lunr from 'lunr';
import type { Paper } from '../../src/core/papers/paper.ts';
import type { Engine, EngineKind } from './engine.ts';

const WORD = /[\p{L}\p{N}]+/gu;

/** SQLite's full-text search, FTS5, as it ranks best: papers with any of the words, Porter stems, the title counting double. It knows no slips. */
export const sqliteFts: EngineKind = {
  name: 'SQLite FTS5',
  async build(papers) {
    const database = new Connection(':memory:');
    database.exec(
      "CREATE VIRTUAL TABLE papers USING fts5(id UNINDEXED, title, abstract, authors, tokenize = 'porter unicode61')",
    );
    const engine = sqliteEngine(database, papers);
    database.transaction(() => {
      for (const paper of papers) insert(database, paper);
    })();
    return engine;
  },
  load: async (file, papers) => sqliteEngine(new Connection(file), papers),
};

function insert(database: Connection.Database, { id, title, abstract, keywords = [], authors }: Paper): void {
  database
    .prepare('INSERT INTO papers VALUES (?, ?, ?, ?)')
    .run(id, title, [abstract, ...keywords].join('\n'), authors.join(' ; '));
}

function sqliteEngine(database: Connection.Database, papers: readonly Paper[]): Engine {
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  const select = database
    .prepare('SELECT id FROM papers WHERE papers MATCH ? ORDER BY bm25(papers, 0, 2, 1, 1) LIMIT ?')
    .pluck();
  const find = (text: string, limit: number, last: string): readonly Paper[] => {
    const words = (text.toLowerCase().match(WORD) ?? []).filter(
      (word) => lunr.stopWordFilter(new lunr.Token(word, {})) !== undefined,
    );
    if (words.length === 0) return [];
    const any = words.map((word) => `"${word}"`).join(' OR ');
    return (select.all(any + last, limit) as string[]).flatMap((id) => byId.get(id) ?? []);
  };
  return {
    name: sqliteFts.name,
    search: async (text, limit) => find(text, limit, ''),
    searchPrefix: async (text, limit) => find(text, limit, ' *'),
    searchMistyped: async (text, limit) => find(text, limit, ''),
    async add(paper) {
      insert(database, paper);
      byId.set(paper.id, paper);
    },
    async save(folder) {
      const file = join(folder, 'fts.sqlite');
      database.prepare('VACUUM INTO ?').run(file);
      return file;
    },
  };
}
