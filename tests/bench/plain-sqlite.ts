import Connection from 'better-sqlite3';
import type { Member, MessageRef } from '../../src/core/chat/channel.ts';
import type { Paper } from '../../src/core/papers/paper.ts';
import type { SavedPaper } from '../../src/core/store/lists/saved-paper.ts';
import type { ShownMessage } from '../../src/core/store/store.ts';
import type { StoreWork } from './store.ts';

type Row = Readonly<Record<string, string & number & null>>;

const message = 'platform = ? and workspace = ? and channel = ? and message = ?';
const named = ({ channel, id }: MessageRef) => [channel.platform, channel.workspace, channel.id, id];

/** The same work in the same file with better-sqlite3 alone: prepared statements written by hand, nothing checked. */
export function openPlainSqlite(file: string): StoreWork {
  const connection = new Connection(file);
  for (const pragma of ['synchronous = FULL', 'foreign_keys = ON', 'secure_delete = ON'])
    connection.pragma(pragma);
  const prepare = (text: string) => connection.prepare<unknown[], Row>(text);
  const keepMessage = prepare(
    `insert into messages (platform, workspace, channel, message, home, shown_at) values (?, ?, ?, ?, ?, ?)
     on conflict do update set shown_at = excluded.shown_at returning id`,
  );
  const clearMessage = prepare('delete from message_papers where message = ?');
  const keepPapers = prepare(
    'insert into message_papers values (?, ?, ?), (?, ?, ?), (?, ?, ?), (?, ?, ?), (?, ?, ?)',
  );
  const findMessage = prepare(
    `select home, shown_at, paper from messages join message_papers on message_papers.message = messages.id
     where ${message.replace('message =', 'messages.message =')} order by position`,
  );
  const keepPaper = prepare(
    'insert into papers values (?, ?) on conflict do update set record = excluded.record where record <> excluded.record',
  );
  const findMember = prepare('select id from members where platform = ? and workspace = ? and name = ?');
  const keepMark = prepare('insert into marks values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing');
  const dropMark = prepare(`delete from marks where ${message} and member = ? and emoji = ? returning paper`);
  const otherMark = prepare('select 1 from marks where member = ? and paper = ? limit 1');
  const keepSave = prepare(
    `insert into saves values (?, ?, ?, 0, null, null, '', '[]')
     on conflict do update set saved_at = excluded.saved_at, removed_at = null where removed_at is not null`,
  );
  const dropSave = prepare(
    'update saves set removed_at = ? where member = ? and paper = ? and on_purpose = 0 and removed_at is null',
  );
  const listSaves = prepare(
    `select record, saved_at, note, tags from saves join papers on papers.id = saves.paper
     where member = ? and removed_at is null order by saved_at desc`,
  );
  const countSaves = prepare(
    `select paper, count(*) as people from saves cross join members where members.id = saves.member and paper in (?, ?, ?, ?, ?)
     and removed_at is null and platform = ? and workspace = ? group by paper`,
  );
  const savesSince = prepare(
    `select paper, saved_at from saves cross join members where members.id = saves.member and saved_at >= ?
     and removed_at is null and platform = ? and workspace = ? order by saved_at`,
  );
  const dropMessages = prepare('delete from messages where shown_at < ?');
  const numberOf = ({ platform, workspace, id }: Member) => findMember.get(platform, workspace, id)?.id;
  const alone = <Result>(work: () => Result) => connection.transaction(work).immediate();

  return {
    async remember(shown, at, _home, papers = []) {
      alone(() => {
        for (const paper of papers) keepPaper.run(paper.id, JSON.stringify(paper));
        for (const { message, papers } of shown) {
          const id = keepMessage.get(...named(message), message.channel.workspace, at.getTime())?.id;
          clearMessage.run(id);
          keepPapers.run(...papers.flatMap((paper, position) => [id, position, paper]));
        }
      });
    },
    async find(message): Promise<ShownMessage | undefined> {
      const rows = findMessage.all(...named(message));
      const [first] = rows;
      if (first === undefined) return undefined;
      return {
        message,
        papers: rows.map(({ paper }) => paper),
        home: first.home,
        at: new Date(first.shown_at),
      };
    },
    give: async ({ message, member, emoji }, paper, at) =>
      alone(() => {
        keepPaper.run(paper.id, JSON.stringify(paper));
        const owner = numberOf(member);
        const { changes } = keepMark.run(...named(message), owner, emoji, paper.id, null, at.getTime());
        return changes === 1 && keepSave.run(owner, paper.id, at.getTime()).changes === 1;
      }),
    takeBack: async ({ message, member, emoji }, at) =>
      alone(() => {
        const owner = numberOf(member);
        const paper = dropMark.get(...named(message), owner, emoji)?.paper;
        if (paper === undefined || otherMark.get(owner, paper) !== undefined) return false;
        return dropSave.run(at.getTime(), owner, paper).changes === 1;
      }),
    list: async (member): Promise<readonly SavedPaper[]> =>
      listSaves.all(numberOf(member)).map(({ record, saved_at, note, tags }) => ({
        paper: JSON.parse(record) as Paper,
        savedAt: new Date(saved_at),
        note,
        tags: JSON.parse(tags) as string[],
      })),
    count: async ({ platform, workspace }, papers) =>
      new Map(countSaves.all(...papers, platform, workspace).map(({ paper, people }) => [paper, people])),
    since: async ({ platform, workspace }, since) =>
      savesSince
        .all(since.getTime(), platform, workspace)
        .map(({ paper, saved_at }) => ({ paper, at: new Date(saved_at) })),
    prune: async (before) => alone(() => dropMessages.run(before.getTime()).changes),
    close: async () => void connection.close(),
  };
}
