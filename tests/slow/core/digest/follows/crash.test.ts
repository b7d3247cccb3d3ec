import { expect, it } from 'vitest';
import { paperBy } from '../../../../core/commands/follows/followers.ts';
import { paperNamed } from '../../../../core/store/things.ts';
import { dieAtEachStep } from './deaths.ts';

const seed = { categories: [], coauthors: [] };

it('tells each new paper once, at whatever step a process dies and another goes on', async () => {
  await dieAtEachStep(
    ({ id }, { come }) => {
      const label = `Thierry Declerck${id.replace('-', '')}`;
      come(paperBy(`new-${id}`, [label], { published: '2026-03' }));
      return { kind: 'author', key: label, label, seed };
    },
    async (member, { store, platform }, at) => {
      const shown = platform.in(`direct-${member.id}`).map(({ papers }) => papers);
      expect(shown, at).toEqual([[`new-${member.id}`]]);
      const [digest] = await store.follows.list({ kind: 'direct', member });
      expect(await store.follows.told(digest?.digest ?? 0)).toMatchObject([{ kind: 'new' }]);
    },
  );
}, 60_000);

it('tells what became of a saved paper once, at whatever step a process dies and another goes on', async () => {
  await dieAtEachStep(
    async (member, { store, clock }) => {
      const paper = paperNamed(`saved-${member.id}`);
      await store.saves.save(member, paper, clock.now());
      await store.savedNews.take([{ paper: { ...paper, withdrawn: 'Withdrawn: an error' } }], clock.now());
      return { kind: 'saved', key: '', label: 'News', seed };
    },
    ({ id }, { platform }, at) => {
      const told = platform.in(`direct-${id}`);
      expect(
        told.map(({ card }) => card.items?.map(({ reason }) => reason)),
        at,
      ).toEqual([['⚠ Withdrawn: an error']]);
    },
  );
}, 60_000);
