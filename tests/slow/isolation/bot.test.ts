import { describe, expect, it, onTestFinished } from 'vitest';
import type { Bot } from '../../../src/core/chat/bot.ts';
import { type CodeMailer, endBySecret } from '../../../src/core/digest/mail.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { attention } from '../../core/commands/adding/desk.ts';
import { openAt, sqliteUrl } from '../../core/store/open.ts';
import { openRows, valuesIn, type WorkspaceRows } from '../../core/store/workspace-rows.ts';
import { startTalk } from '../../core/talk.ts';
import { attemptsOf, leaksIn } from './attempts.ts';
import { type Neighbour, SECRETS, settle } from './neighbour.ts';

const mail: CodeMailer = { admit: async () => true, sendCode: async () => {} };

type Street = {
  readonly bot: Bot;
  readonly store: Store;
  readonly neighbour: Neighbour;
  /** What the neighbour has. */
  rows(): WorkspaceRows;
};

/** A bot of many workspaces, in one of which a neighbour lives. */
async function openStreet(): Promise<Street> {
  const url = await sqliteUrl();
  const store = await openAt(url);
  const adding = {
    whoMayAdd: 'everybody' as const,
    refresh: async () => {},
    lookUp: { find: async (id: string) => ({ key: id, paper: attention }) },
  };
  const { bot } = await startTalk({ store, mail, adding, pageSize: 2 });
  const rows = await openRows(url);
  onTestFinished(rows.close);
  const own = { platform: 'test', workspace: 'clinic' };
  const neighbour = await settle(bot, store, {
    channel: { ...own, id: 'C-quokka-room' },
    member: { ...own, id: 'M-quokka-person' },
    name: 'quokkaperson',
  });
  return { bot, store, neighbour, rows: () => rows.of('clinic') };
}

/** Tables of which a workspace that is there, on a platform without installations, has no rows. */
const WITHOUT_ROWS = ['installations', 'removed_workspaces'];
/** The neighbour's rows are compared after so many acts. */
const TOGETHER = 100;
/** Milliseconds for thousands of acts on a busy machine. */
const LONG = 300_000;

describe('somebody of another workspace', () => {
  it('lives beside a neighbour who has something of everything', async () => {
    const { rows } = await openStreet();
    const empty = [...rows()].flatMap(([table, found]) => (found.length === 0 ? [table] : []));
    expect(empty.toSorted()).toEqual(WITHOUT_ROWS);
  });

  it(
    'reads nothing of a neighbour and changes nothing there, whatever is forged, be it another person or one of the same id',
    async () => {
      const { bot, rows, neighbour } = await openStreet();
      const before = rows();
      const things = [...new Set([...valuesIn(before), ...SECRETS])];
      const leaked: unknown[] = [];
      let acts = 0;
      for (const { asked, act } of attemptsOf(bot, neighbour, things)) {
        // What was said before is in another workspace, and cannot be taken for the neighbour's.
        const own = { platform: 'test', workspace: `lab-${acts}` };
        const id = acts % 2 === 0 ? neighbour.actor.member.id : 'ada';
        const channel = { ...own, id: neighbour.actor.channel.id };
        const leaks = leaksIn(await act({ channel, member: { ...own, id }, name: 'Ada' }), asked);
        if (leaks.length > 0) leaked.push({ asked, leaks });
        acts += 1;
        if (acts % TOGETHER === 0) expect({ asked, rows: [...rows()] }).toEqual({ asked, rows: [...before] });
      }
      expect(leaked).toEqual([]);
      expect([...rows()]).toEqual([...before]);
      process.stdout.write(`${acts} acts with ${things.length} ids and words of a neighbour\n`);
    },
    LONG,
  );

  it('ends no subscription by a link with anything but its secret', async () => {
    const { store, rows } = await openStreet();
    const before = rows();
    const secrets = (before.get('digests') ?? []).map(({ secret }) => String(secret));
    const near = secrets.flatMap((secret) => [
      ...[secret.toLowerCase(), secret.toUpperCase(), secret.slice(1), secret.slice(0, -1), `${secret}A`],
      ...[`%${secret.slice(1)}`, `_${secret.slice(1)}`, [...secret].reverse().join('')],
    ]);
    const others = valuesIn(before).filter((value) => !secrets.includes(value));
    for (const guess of ['', '%', ...near, ...others]) await endBySecret(store.digests, guess);
    expect([...rows()]).toEqual([...before]);
    for (const secret of secrets) await endBySecret(store.digests, secret);
    expect([...rows()]).not.toEqual([...before]);
  });
});
