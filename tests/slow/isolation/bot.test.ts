import { describe, expect, it, onTestFinished } from 'vitest';
import type { Bot } from '../../../src/core/chat/bot.ts';
import { type CodeMailer, endBySecret } from '../../../src/core/digest/mail.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { attention } from '../../core/commands/adding/desk.ts';
import { engines, openAt } from '../../core/store/open.ts';
import { openRows, valuesIn, type WorkspaceRows } from '../../core/store/workspace-rows.ts';
import { startTalk } from '../../core/talk.ts';
import { attemptsOf, leaksIn } from './attempts.ts';
import { type Actor, ask, linesIn, type Neighbour, SECRETS, settle } from './neighbour.ts';

const mail: CodeMailer = { admit: async () => true, sendCode: async () => {} };

type Street = {
  readonly bot: Bot;
  readonly store: Store;
  readonly neighbour: Neighbour;
  /** What somebody has in a workspace; the neighbour unless told. */
  rows(workspace?: string): Promise<WorkspaceRows>;
};

/** Somebody of the neighbour's ids in a workspace, and the neighbour's own. */
const livesIn = (workspace: string): Actor => ({
  channel: { platform: 'test', workspace, id: 'C-quokka-room' },
  member: { platform: 'test', workspace, id: 'M-quokka-person' },
  name: 'quokkaperson',
});

/** A bot of many workspaces, in one of which a neighbour lives. */
async function openStreet(url: string): Promise<Street> {
  const store = await openAt(url);
  const adding = {
    whoMayAdd: 'everybody' as const,
    refresh: async () => {},
    lookUp: { find: async (id: string) => ({ key: id, paper: attention }) },
  };
  const { bot } = await startTalk({ store, mail, adding, pageSize: 2 });
  const rows = await openRows(url);
  onTestFinished(rows.close);
  const neighbour = await settle(bot, store, livesIn('clinic'));
  return { bot, store, neighbour, rows: (workspace = 'clinic') => rows.of(workspace) };
}

/** Tables of which a workspace that is there, on a platform without installations, has no rows. */
const WITHOUT_ROWS = ['installations', 'removed_workspaces'];
/** How many saved something, of which somebody in a workspace of their own is told nothing. */
const COUNTED = /🔖\s\d|\b[2-9]\d* (?:people here )?saved it\b/u;
/** The neighbour's rows are compared after so many acts. */
const TOGETHER = 100;
/** Milliseconds for thousands of acts on a busy machine. */
const LONG = 300_000;
/** So many of the neighbour's messages are replied to. */
const LISTS = 10;
/** On the slower of two engines every so many acts stand for all. */
const EVERY = { SQLite: 1, PostgreSQL: 12 };

describe.each(engines)('somebody of another workspace, on $engine,', ({ engine, freshUrl }) => {
  it(
    'reads nothing of a neighbour and changes nothing there, whatever is forged, be it another person or one of the same id',
    async () => {
      const { bot, rows, neighbour } = await openStreet(await freshUrl());
      await expectRiches(bot, neighbour);
      const before = await rows();
      const empty = [...before].flatMap(([table, found]) => (found.length === 0 ? [table] : []));
      expect(empty.toSorted()).toEqual(WITHOUT_ROWS);
      const things = [...new Set([...valuesIn(before), ...SECRETS])];
      const leaked: unknown[] = [];
      let [turn, acts] = [0, 0];
      for (const { asked, act } of attemptsOf(bot, neighbour, things)) {
        turn += 1;
        if (turn % EVERY[engine] !== 0) continue;
        // What was said before is in another workspace, and cannot be taken for the neighbour's.
        const own = { platform: 'test', workspace: `lab-${acts}` };
        const id = acts % 2 === 0 ? neighbour.actor.member.id : 'ada';
        const channel = { ...own, id: neighbour.actor.channel.id };
        const answer = await act({ channel, member: { ...own, id }, name: 'Ada' });
        const counted = COUNTED.exec(JSON.stringify(answer) ?? '') ?? [];
        const leaks = [...leaksIn(answer, asked), ...counted];
        if (leaks.length > 0) leaked.push({ asked, leaks });
        acts += 1;
        if (acts % TOGETHER === 0)
          expect({ asked, rows: [...(await rows())] }).toEqual({ asked, rows: [...before] });
      }
      expect(leaked).toEqual([]);
      expect([...(await rows())]).toEqual([...before]);
      process.stdout.write(`${acts} acts with ${things.length} ids and words of a neighbour on ${engine}\n`);
    },
    LONG,
  );

  it('means no paper of a neighbour by a number, in a channel, a thread and a reply of the same ids', async () => {
    const { bot, neighbour } = await openStreet(await freshUrl());
    const found = { there: 0, elsewhere: 0 };
    for (const { id } of neighbour.messages.slice(0, LISTS))
      for (const where of [{}, { repliesTo: id }, { thread: id }])
        for (const [place, actor] of [
          ['there', neighbour.actor],
          ['elsewhere', livesIn('lab')],
        ] as const) {
          const { cards } = await ask(bot, actor, { name: 'papers', verb: 'show', text: '1' }, where);
          found[place] += cards.flatMap(({ items = [] }) => items).length;
        }
    expect(found).toEqual({ there: 3 * LISTS, elsewhere: 0 });
  });

  it('of the same ids changes nothing there by a whole life, by its end, and by that of their workspace', async () => {
    const { bot, store, rows } = await openStreet(await freshUrl());
    const before = await rows();
    const lab = await settle(bot, store, livesIn('lab'));
    expect([...(await rows())]).toEqual([...before]);
    for (const secret of secretsIn(await rows('lab'))) await endBySecret(store.digests, secret);
    const forgetMe = { name: 'papers', verb: 'forget-me', text: '' };
    const { cards } = await ask(bot, lab.actor, forgetMe, { sameEverywhere: true });
    const button = linesIn(cards).find(({ text }) => text.startsWith('delete '));
    await ask(bot, lab.actor, button ?? forgetMe, { sameEverywhere: true });
    expect(await store.saves.list(lab.actor.member)).toEqual([]);
    expect([...(await rows())]).toEqual([...before]);
    const gone = { platform: 'test', workspace: 'lab' };
    await store.removedWorkspaces.add(gone, new Date(0));
    expect(await store.removedWorkspaces.prune(new Date(1))).toBe(1);
    expect([...(await rows('lab')).values()].flat()).toEqual([]);
    expect([...(await rows())]).toEqual([...before]);
  });

  it('ends no subscription by a link with anything but its secret', async () => {
    const { store, rows } = await openStreet(await freshUrl());
    const before = await rows();
    const secrets = secretsIn(before);
    const near = secrets.flatMap((secret) => [
      ...[secret.toLowerCase(), secret.toUpperCase(), secret.slice(1), secret.slice(0, -1), `${secret}A`],
      ...[`%${secret.slice(1)}`, `_${secret.slice(1)}`, [...secret].reverse().join('')],
    ]);
    // A secret may begin with one of these signs itself.
    const guesses = ['', '%', ...near, ...valuesIn(before)].filter((guess) => !secrets.includes(guess));
    for (const guess of guesses) await endBySecret(store.digests, guess);
    expect([...(await rows())]).toEqual([...before]);
    for (const secret of secrets) await endBySecret(store.digests, secret);
    expect([...(await rows())]).not.toEqual([...before]);
  });
});

/** The neighbour is shown what nobody else may be. */
async function expectRiches(bot: Bot, { actor }: Neighbour): Promise<void> {
  const show = async (verb: string, text: string) =>
    JSON.stringify((await ask(bot, actor, { name: 'papers', verb, text })).cards);
  expect(await show('export', 'csv')).toMatch(/quokkatag.*quokkanote/u);
  expect(await show('open', 'arxiv:2303.08010')).toMatch(COUNTED);
  expect(await show('trending', '')).toMatch(COUNTED);
}

const secretsIn = (rows: WorkspaceRows) => (rows.get('digests') ?? []).map(({ secret }) => String(secret));
