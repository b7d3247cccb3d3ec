import { expect } from 'vitest';
import type { Store } from '../../../../src/core/store/store.ts';
import { alice, bob, day, general, lab, messageNamed, paperNamed } from '../things.ts';

/** Rows by table, in the order they go in. Numbers that the database gives are left out: they count from 1. */
export type Rows = Readonly<Record<string, readonly Readonly<Record<string, string | number | null>>[]>>;

const place = { platform: 'slack', workspace: 'T1', channel: 'C1' };
const record = (id: string) =>
  JSON.stringify({
    id,
    recordIds: [],
    title: `On ${id}`,
    abstract: '',
    authors: [],
    url: 'https://example.org/paper',
    categories: [],
  });

const version1: Rows = {
  members: [
    { platform: 'slack', workspace: 'T1', name: 'alice' },
    { platform: 'slack', workspace: 'T1', name: 'bob' },
  ],
  papers: [
    { id: 'arxiv:2303.08010', record: record('arxiv:2303.08010') },
    { id: 'networks', record: record('networks') },
  ],
  saves: [
    {
      member: 1,
      paper: 'arxiv:2303.08010',
      saved_at: Date.UTC(2024, 2, 1, 12),
      on_purpose: 0,
      removed_at: null,
      read_at: Date.UTC(2024, 2, 2, 12),
      note: 'a note',
      tags: '["a","b"]',
    },
    {
      member: 1,
      paper: 'networks',
      saved_at: Date.UTC(2024, 2, 1, 12),
      on_purpose: 0,
      removed_at: Date.UTC(2024, 2, 3, 12),
      read_at: null,
      note: 'kept',
      tags: '[]',
    },
  ],
  marks: [
    {
      ...place,
      message: '1',
      member: 1,
      emoji: '⭐',
      paper: 'arxiv:2303.08010',
      tag: 'b',
      given_at: Date.UTC(2024, 2, 1, 12),
    },
  ],
  messages: [{ ...place, message: '1', home: 'T1', shown_at: Date.UTC(2024, 2, 1, 12) }],
  message_papers: [
    { message: 1, position: 0, paper: 'networks' },
    { message: 1, position: 1, paper: 'arxiv:2303.08010' },
  ],
  lists: [{ ...place, member: 2, key: 'paper a', shown_at: Date.UTC(2024, 2, 1, 12) }],
  list_papers: [{ list: 1, number: 1, paper: 'networks' }],
};

const version2: Rows = {
  ...version1,
  places: [
    { kind: 'channel', platform: 'slack', workspace: 'T1', name: 'C1', member: null, version: 1 },
    { kind: 'mail', platform: 'slack', workspace: 'T1', name: 'bob', member: 2, version: 0 },
  ],
  place_papers: [{ place: 1, paper: 'networks', delivery: 1, shown_at: Date.UTC(2024, 2, 1, 12) }],
  digests: [
    {
      place: 1,
      home_platform: 'slack',
      home_workspace: 'T1',
      channel_name: 'general',
      address: null,
      schedule: '0 9 * * 1-5',
      zone: 'Europe/Berlin',
      topic: 'uncertainty',
      count: 3,
      layout: 'cards',
      thread: 1,
      pings: null,
      maker: 1,
      created_at: Date.UTC(2024, 2, 1, 12),
      declared_as: null,
      paused_at: null,
      paused_for: null,
      untold: 0,
      next_due: Date.UTC(2024, 2, 4, 12),
      last_sent: Date.UTC(2024, 2, 1, 12),
      refusals: 0,
      last_failure: null,
      secret: 'a secret',
    },
  ],
  deliveries: [
    {
      digest: 1,
      due: Date.UTC(2024, 2, 1, 12),
      on_demand: 0,
      key: 'abcdefabcdef',
      started_at: Date.UTC(2024, 2, 1, 12),
      attempt: 1,
      doubtful_since: null,
      holder: null,
      held_until: 0,
      decided: 1,
      outcome: 'sent',
      ended_at: Date.UTC(2024, 2, 1, 12),
      remark: null,
    },
  ],
  delivery_papers: [{ delivery: 1, position: 0, paper: 'networks', why: 'new', part: 0 }],
  delivery_posts: [{ ...place, delivery: 1, part: 0, position: 0, message: '1' }],
  addresses: [
    {
      member: 2,
      address: 'bob@example.org',
      confirmed_at: Date.UTC(2024, 2, 1, 12),
      proposed: null,
      code_hash: null,
      expires_at: null,
      tries: 0,
    },
  ],
};

const version3: Rows = {
  ...version2,
  forgotten: [
    // SHA-256 of ["slack","T1","dave"]
    {
      fingerprint: 'f4dd52451bc9317df9083dafc7bf3616e53873548c436f55e916e7b8b73faab2',
      forgotten_at: Date.UTC(2024, 2, 1, 12),
    },
  ],
};

const written = 'feed:https://example.org/rss?token=hidden';
/** What the same has been called since version 18. */
export const renamedFeed = 'feed:https://example.org/rss?token=… (f98d6ea4)';

/** What sources told, where feeds are called so. */
export const toldBy = (...feeds: readonly string[]): Rows => ({
  source_papers: ['added', ...feeds].map((source) => ({
    source,
    key: '2303.08010',
    day: '2024-03-01',
    line: 1,
    mark: 1,
    came_at: Date.UTC(2024, 2, 1, 12),
    paper: 'arxiv:2303.08010',
    record: record('arxiv:2303.08010'),
    gone: 0,
  })),
  source_statuses: ['arxiv:cs.LG', ...feeds].map((source) => ({
    source,
    status: '{"state":"quiet","askedAt":"2024-03-01T12:00:00.000Z","failures":0,"memo":[1]}',
  })),
});

const version4: Rows = {
  ...version3,
  ...toldBy(written),
  host_turns: [
    {
      host: 'arxiv',
      holder: null,
      held_until: 0,
      next_at: 0,
      cooling_until: Date.UTC(2024, 2, 9, 12),
      cooling_for: 'it refused',
      refusals: 2,
    },
  ],
  added_papers: [
    {
      ...{ key: '2303.08010', platform: 'slack', workspace: 'T1', paper: 'arxiv:2303.08010', member: 1 },
      added_at: Date.UTC(2024, 2, 1, 12),
    },
  ],
};

const version5: Rows = {
  ...version4,
  paper_names: [{ paper: 'networks', name: 'doi:10.1000/networks', author: '' }],
};

const version6: Rows = {
  ...version5,
  digests: (version4.digests ?? []).map((row) => ({
    ...row,
    moved_at: Date.UTC(2024, 2, 2, 12),
    moved_for: 'the clock was put back',
  })),
};

const { lists: _, list_papers: __, ...unlisted } = version6;

const version7: Rows = {
  ...unlisted,
  numbered_lists: [
    { ...place, thread: '', message: '', member: 2, key: 'paper a', shown_at: Date.UTC(2024, 2, 1, 12) },
    {
      ...place,
      channel: 'C2',
      thread: '',
      message: '1',
      member: null,
      key: 'digest',
      shown_at: Date.UTC(2024, 2, 2, 12),
    },
  ],
  numbered_papers: [
    { list: 1, number: 1, paper: 'networks', message: '' },
    { list: 2, number: 1, paper: 'arxiv:2303.08010', message: '1' },
  ],
};

const version8: Rows = {
  ...version7,
  removed_workspaces: [{ platform: 'slack', workspace: 'T9', removed_at: Date.UTC(2024, 2, 1) }],
};

const version9: Rows = {
  ...version8,
  digests: (version8.digests ?? []).map((row) => ({
    ...row,
    untold: 1,
    teller: 'a process that is no more',
    telling_until: Date.UTC(2024, 2, 3, 12),
  })),
};

const version10: Rows = {
  ...version9,
  welcomed_places: [
    { platform: 'slack', workspace: 'T1', channel: 'C2', welcomed_at: Date.UTC(2024, 2, 1) },
    { platform: 'discord', workspace: '9', channel: '', welcomed_at: Date.UTC(2024, 2, 2) },
  ],
};

const version11: Rows = {
  ...version10,
  follows: [
    {
      digest: 1,
      kind: 'author',
      key: 'janesmith',
      label: 'Jane Smith',
      orcid: null,
      seed: '{"categories":["cs.CL"],"coauthors":["lovelace a"]}',
      created_at: Date.UTC(2024, 2, 1, 12),
    },
  ],
  follow_told: [
    {
      follow: 1,
      paper: 'networks',
      kind: 'perhaps',
      delivery: 1,
      told_at: Date.UTC(2024, 2, 1, 12),
      evidence: null,
      answer: 'yes',
      answered_at: Date.UTC(2024, 2, 2, 12),
    },
  ],
};

const version12: Rows = {
  ...version11,
  members: (version11.members ?? []).map((row) => ({
    ...row,
    taste_since: row.name === 'alice' ? Date.UTC(2024, 2, 1, 12) : null,
    taste_off: row.name === 'bob' ? 1 : 0,
  })),
  saves: (version11.saves ?? []).map((row) => ({ ...row, pressed_in: 'C1' })),
  digests: (version11.digests ?? []).map((row) => ({ ...row, taste: 0 })),
  not_wanted: [{ member: 1, paper: 'networks', at: Date.UTC(2024, 2, 1, 12) }],
};

const version13: Rows = {
  ...version12,
  members: (version12.members ?? []).map((row) => ({ ...row, news_off: row.name === 'bob' ? 1 : 0 })),
  paper_state: [
    {
      ...{
        paper: 'arxiv:2303.08010',
        version: 2,
        doi: null,
        code: null,
        withdrawn: 'An error.',
        retracted: null,
      },
      ...{ version_at: Date.UTC(2024, 2, 2, 12), text_at: null, checked_at: Date.UTC(2024, 2, 3, 12) },
    },
  ],
  paper_news: [
    {
      ...{ paper: 'arxiv:2303.08010', kind: 'withdrawn', detail: '', words: 'An error.' },
      at: Date.UTC(2024, 2, 4, 12),
    },
  ],
};

const version14: Rows = {
  ...version13,
  leases: [{ name: 'papers', holder: 'a process that is no more', held_until: Date.UTC(2024, 2, 4, 12) }],
};

const version15: Rows = {
  ...version14,
  installations: [
    {
      platform: 'slack',
      workspace: 'E1',
      organisation: '',
      sealed: 'AQ',
      installed_at: Date.UTC(2024, 2, 1),
    },
    {
      platform: 'slack',
      workspace: 'T1',
      organisation: 'E1',
      sealed: '',
      installed_at: Date.UTC(2024, 2, 2),
    },
  ],
  seen_events: [{ name: 'slack event Ev1', seen_at: Date.UTC(2024, 2, 4, 12) }],
};

const version16: Rows = {
  ...version15,
  quota_uses: [{ quota: 'of somebody', counts_until: Date.UTC(2024, 2, 5, 12) }],
  shared_turns: [{ key: 'of a place', next_at: Date.UTC(2024, 2, 5, 12) }],
};

const version17: Rows = {
  ...version16,
  long_texts: [{ sign: 'a sign', text: 'a long text', shown_at: Date.UTC(2024, 2, 6, 12) }],
};

const version18: Rows = { ...version17, ...toldBy(renamedFeed) };

/** A version of the schema: the whole state of affairs as it kept it, and what must be found of what it added. */
export type Era = { readonly rows: Rows; expectKept(store: Store): Promise<void> };

/** Version 1 first; a new version adds one. What an era kept is expected of all that came after it. */
export const eras: readonly Era[] = [
  {
    rows: version1,
    async expectKept({ saves, reactionSaves, shown, numberedLists }) {
      const cascades = paperNamed('arxiv:2303.08010');
      expect(await saves.list(alice)).toEqual([
        { paper: cascades, savedAt: day(1), readAt: day(2), note: 'a note', tags: ['a', 'b'] },
      ]);
      const message = messageNamed('1');
      const star = { message, member: alice, emoji: '⭐' };
      expect(await reactionSaves.on(message)).toEqual([{ ...star, paper: cascades.id, tag: 'b' }]);
      const papers = ['networks', cascades.id];
      expect(await shown.find(message)).toEqual({ message, papers, home: 'T1', at: day(1) });
      const list = { key: 'paper a', papers: new Map([[1, 'networks']]), at: day(1) };
      expect(await numberedLists.find({ channel: general }, bob)).toEqual(list);
      expect(await saves.save(alice, paperNamed('networks'), day(5))).toBe(true);
      expect(await saves.find(alice, 'networks')).toMatchObject({ note: 'kept' });
      expect(await reactionSaves.takeBack(star, day(6))).toBe(true);
      expect(await saves.save({ ...alice, id: 'carol' }, cascades, day(6))).toBe(true);
    },
  },
  {
    rows: version2,
    async expectKept({ digests, deliveryHistory, places, addresses }) {
      const [digest] = await digests.list(lab);
      expect(digest).toMatchObject({
        destination: { kind: 'channel', channel: general, name: 'general' },
        schedule: '0 9 * * 1-5',
        zone: 'Europe/Berlin',
        topic: 'uncertainty',
        createdBy: alice,
        nextDue: day(4),
      });
      const history = await deliveryHistory.list(1, 10);
      expect(history).toMatchObject([
        { due: day(1), outcome: 'sent', picks: [{ paper: 'networks', why: 'new' }] },
      ]);
      expect(history[0]?.posted).toEqual(new Map([[0, [messageNamed('1')]]]));
      const seen = await places.shown({ kind: 'channel', channel: general });
      expect(seen).toMatchObject({ version: 1, papers: new Map([['networks', day(1)]]) });
      expect(await addresses.find(bob)).toEqual({
        member: bob,
        address: 'bob@example.org',
        confirmedAt: day(1),
      });
    },
  },
  {
    rows: version3,
    async expectKept({ privacy }) {
      expect(await privacy.wasForgotten({ ...alice, id: 'dave' })).toBe(true);
    },
  },
  {
    rows: version4,
    async expectKept({ keptPapers, sourceStatuses, hostTurns, addedPapers }) {
      const paper = paperNamed('arxiv:2303.08010');
      for (const source of ['added', renamedFeed])
        expect(await keptPapers.changedSince(source, 0)).toEqual({
          mark: 1,
          days: [{ day: '2024-03-01', after: 0, papers: [{ key: '2303.08010', line: 1, paper }] }],
        });
      for (const source of ['arxiv:cs.LG', renamedFeed])
        expect(await sourceStatuses.get(source)).toEqual({
          ...{ state: 'quiet', askedAt: day(1), failures: 0, memo: [1] },
        });
      expect(await hostTurns.refusals('arxiv')).toBe(2);
      expect(await addedPapers.find(lab, paper.id)).toEqual({ key: '2303.08010', at: day(1), by: alice });
    },
  },
  {
    rows: version5,
    async expectKept({ places }) {
      const { names } = await places.shown({ kind: 'channel', channel: general });
      expect(names).toEqual([{ paper: 'networks', name: 'doi:10.1000/networks', author: '' }]);
    },
  },
  {
    rows: version6,
    async expectKept({ digests }) {
      const moved = { at: day(2), why: 'the clock was put back' };
      expect(await digests.find(lab, 1)).toMatchObject({ moved });
    },
  },
  {
    rows: version7,
    async expectKept({ numberedLists }) {
      const list = { key: 'digest', papers: new Map([[1, 'arxiv:2303.08010']]), at: day(2) };
      expect(await numberedLists.find({ channel: { ...general, id: 'C2' } }, alice)).toEqual(list);
    },
  },
  {
    rows: version8,
    async expectKept({ removedWorkspaces }) {
      expect(await removedWorkspaces.add({ platform: 'slack', workspace: 'T9' }, day(3))).toBe(false);
    },
  },
  {
    rows: version9,
    async expectKept({ digests }) {
      const lease = { holder: 'another', now: day(4), until: day(5) };
      expect(await digests.claimTelling(1, lease)).toBe(true);
    },
  },
  {
    rows: version10,
    async expectKept({ welcomedPlaces }) {
      expect(await welcomedPlaces.add({ platform: 'slack', workspace: 'T1', channel: 'C2' }, day(3))).toBe(
        false,
      );
      expect(await welcomedPlaces.add({ platform: 'discord', workspace: '9' }, day(3))).toBe(false);
    },
  },
  {
    rows: version11,
    async expectKept({ follows }) {
      const seed = { categories: ['cs.CL'], coauthors: ['lovelace a'] };
      expect(await follows.of(1)).toEqual([
        {
          ...{ id: 1, digest: 1, kind: 'author', key: 'janesmith', label: 'Jane Smith', seed },
          createdAt: day(1),
        },
      ]);
      expect(await follows.toldIn(1)).toEqual([
        { follow: 1, paper: 'networks', kind: 'perhaps', answer: 'yes' },
      ]);
    },
  },
  {
    rows: version12,
    async expectKept({ tastes, digests }) {
      expect(await tastes.of(alice)).toMatchObject({ isOff: false, unwantedSince: ['networks'] });
      expect(await tastes.of(bob)).toMatchObject({ isOff: true });
      expect((await digests.list(lab))[0]).toMatchObject({ taste: 'off' });
    },
  },
  {
    rows: version13,
    async expectKept({ savedNews }) {
      const news = { paper: 'arxiv:2303.08010', kind: 'withdrawn', detail: '', words: 'An error.' };
      expect(await savedNews.of(alice)).toEqual([{ ...news, at: day(4) }]);
      expect(await savedNews.isOff(bob)).toBe(true);
    },
  },
  {
    rows: version14,
    async expectKept({ leases }) {
      expect(await leases.list('')).toEqual([]);
      expect(await leases.take('papers', 'another', 18_000)).toBe(true);
    },
  },
  {
    rows: version15,
    async expectKept({ installations, seenEvents }) {
      expect((await installations.find({ platform: 'slack', workspace: 'T1' }))?.organisation).toBe('E1');
      const [whole] = await installations.list('slack');
      expect(whole && (await installations.end(whole))).toHaveLength(2);
      expect(await seenEvents.prune(0)).toBe(1);
    },
  },
  {
    rows: version16,
    async expectKept({ quotas, sharedTurns }) {
      expect(await quotas.use([{ of: ['a'], most: 1, within: 1 }], day(6))).toBeUndefined();
      expect(await sharedTurns.reserve(['a place'], 1, 1)).toBe(0);
    },
  },
  {
    rows: version17,
    async expectKept({ longTexts }) {
      expect(await longTexts.find(['a sign'])).toEqual(new Map([['a sign', 'a long text']]));
    },
  },
  {
    rows: version18,
    async expectKept({ keptPapers, sourceStatuses }) {
      expect(await keptPapers.describe(written)).toEqual({ count: 0 });
      expect(await sourceStatuses.get(written)).toBeUndefined();
    },
  },
];
