import { describe, expect, it } from 'vitest';
import type { Card } from '../../../../src/core/chat/card.ts';
import { shippedPapers } from '../../papers-to-try.ts';
import { openTestStore } from '../../store/open.ts';
import { buttonNamed, itemsOf, only, startTalk, type Talk } from '../../talk.ts';

const lab = { platform: 'test', workspace: 'lab' };

/** Saves so many papers that a search finds; yields their ids. */
async function saveFound(talk: Talk, query: string, count: number): Promise<readonly string[]> {
  const saved = itemsOf(await talk.type(`/paper ${query}`)).slice(0, count);
  for (const { action } of saved) await talk.press(action);
  return saved.map(({ paper }) => paper);
}

const pressable = (cards: readonly Card[], label: string) => buttonNamed(label, only(cards));
const idsOf = (cards: readonly Card[]) => itemsOf(cards).map(({ paper }) => paper);
const now = () => new Date('2025-02-15T12:00:00Z');

async function start() {
  const store = await openTestStore();
  const talk = await startTalk({ store, now }, shippedPapers);
  return { store, talk };
}

describe('/foryou', () => {
  it('says below three saves what to do, and nothing else changes', async () => {
    const { talk } = await start();
    for (const saves of [0, 1, 2]) {
      const card = only(await talk.type('/foryou'));
      expect(card.items).toBeUndefined();
      expect(card.text).toContain('Save three papers that you like');
      if (saves > 0) expect(card.text).toContain(`(${saves} so far)`);
      expect(card.buttons?.[0]?.label).toBe('🔍 Search papers');
      await saveFound(talk, ['diffusion', 'reasoning', ''][saves] || 'video', 1);
    }
    expect(itemsOf(await talk.type('/foryou'))).toHaveLength(5);
  });

  it('lists what is like the saved papers, none of those, with reasons and a way to see less', async () => {
    const { talk } = await start();
    const saved = await saveFound(talk, 'video generation', 4);
    const cards = await talk.type('/foryou');
    const card = only(cards);
    expect(card.title).toBe('For you');
    expect(card.subtitle?.text).toMatch(/^Learned from 4 saves, (?:\d+ papers? came|and nothing came) /u);
    expect(card.subtitle?.text).not.toContain('. ·');
    expect(idsOf(cards).filter((id) => saved.includes(id))).toEqual([]);
    const reasons = itemsOf(cards).flatMap(({ reason }) => reason ?? []);
    expect(reasons.join('\n')).toMatch(/^(?:Like \d you saved: \w|Close to .+, which you saved)/u);
    for (const { reason = 'Like ', facts, buttons, open } of itemsOf(cards)) {
      expect(reason).toMatch(/^(?:Like|Close to) /u);
      if (reason !== 'Like ') expect(facts.some(({ isBold }) => isBold)).toBe(false);
      // A menu in Slack holds five.
      expect([open, ...(buttons ?? [])].length).toBeLessThanOrEqual(5);
    }
    const without = await talk.press(
      pressable(await talk.press(pressable(cards, 'What it learned')), 'Show without'),
    );
    expect(idsOf(without)).not.toEqual(idsOf(cards));
    expect(itemsOf(without).flatMap(({ reason }) => reason ?? [])).toEqual([]);
  });

  it('keeps its pages while papers of them are saved', async () => {
    const { talk } = await start();
    await saveFound(talk, 'language model', 3);
    const first = only(await talk.type('/foryou'));
    await talk.press(first.items?.[1]?.action);
    const again = await talk.press({ label: '', command: first.redraw ?? { name: '', text: '' } });
    expect(idsOf(again)).toEqual(idsOf([first]));
    expect(itemsOf(again)[1]?.action?.label).toBe('✓ Saved');
    const next = await talk.press({ label: '', command: first.pager?.next ?? { name: '', text: '' } });
    expect(itemsOf(next)[0]?.number).toBe(6);
    expect(idsOf(next).filter((id) => idsOf([first]).includes(id))).toEqual([]);
    expect(only(await talk.type('/foryou')).subtitle?.text).toContain('Learned from 4 saves');
  });

  it('shows a paper no more that somebody wants less of, until they take that back', async () => {
    const { talk, store } = await start();
    await saveFound(talk, 'language model', 3);
    const [item] = itemsOf(await talk.type('/foryou'));
    const less = item?.buttons?.find(({ label }) => label === 'Less like this');
    const told = await talk.press(less);
    expect(only(told).title).toBe('Less like this from now on');
    expect(idsOf(await talk.type('/foryou'))).not.toContain(item?.paper);
    expect((await store.tastes.of({ ...lab, id: 'ada' })).unwanted).toEqual([item?.paper]);
    const opened = await talk.type(`/papers open ${item?.paper}`);
    expect(itemsOf(opened)[0]?.buttons?.at(-1)?.label).toBe('Less like this');
    expect(only(await talk.press(pressable(told, 'Undo'))).title).toBe('Taken back');
    expect(idsOf(await talk.type('/foryou'))).toContain(item?.paper);
  });

  it('says what it learned, can be switched off and on, and starts afresh once that is confirmed', async () => {
    const { talk, store } = await start();
    expect(only(await talk.type('/foryou learned')).title).toBe('It learns from three saved papers on');
    await saveFound(talk, 'video generation', 4);
    const learned = await talk.type('/foryou learned');
    expect(only(learned).text).toMatch(/^Learned from 4 saves: [\w-]+, [\w-]+/u);
    const off = await talk.press(pressable(learned, 'Off'));
    expect(only(off).title).toBe('Nothing is learned from your saves');
    expect(only(await talk.type('/foryou')).text).toContain('You switched it off.');
    expect(itemsOf(await talk.type('/foryou without'))).toHaveLength(5);
    const on = await talk.press(pressable(off, 'On'));
    expect(only(on).title).toBe('What it learned');
    const asked = await talk.press(pressable(on, 'Start afresh'));
    expect((await store.tastes.of({ ...lab, id: 'ada' })).saved).toHaveLength(4);
    await talk.press(pressable(asked, 'Keep'));
    expect((await store.tastes.of({ ...lab, id: 'ada' })).saved).toHaveLength(4);
    await talk.press(pressable(asked, 'Start afresh'));
    expect(await store.saves.list({ ...lab, id: 'ada' })).toHaveLength(4);
  });

  it('lists nothing that is in the list already, nor after a fresh start what was saved before it', async () => {
    const store = await openTestStore();
    let minute = 0;
    const talk = await startTalk(
      { store, now: () => new Date(Date.UTC(2025, 1, 15, 12, ++minute)) },
      shippedPapers,
    );
    const before = await saveFound(talk, 'video generation', 4);
    await talk.press(pressable(await talk.type('/foryou afresh'), 'Start afresh'));
    await saveFound(talk, 'reasoning', 4);
    const { savedBefore } = await store.tastes.of({ ...lab, id: 'ada' });
    expect(savedBefore.toSorted()).toEqual(before.toSorted());
    const listed = new Set((await store.saves.list({ ...lab, id: 'ada' })).map(({ paper }) => paper.id));
    for (const text of ['', 'without']) {
      let cards = await talk.type(`/foryou ${text}`);
      expect(only(cards).items).toBeDefined();
      for (let page = 1; page <= 5; page += 1) {
        expect(idsOf(cards).filter((id) => listed.has(id))).toEqual([]);
        cards = await talk.press({ label: '', command: only(cards).pager?.next ?? { name: 'foryou', text } });
      }
    }
  });

  it('answers what it does not know with one clear sentence, whatever is typed', async () => {
    const { talk } = await start();
    await saveFound(talk, 'video generation', 3);
    for (const text of ['nonsense', '-1', '0', '2', '99999999999999999999', '"', 'on on', '__proto__']) {
      const card = only(await talk.type(`/foryou ${text}`));
      expect(card.title).toMatch(/^There is no “.*” for you$/u);
    }
    expect(itemsOf(await talk.type('/foryou 999'))).toHaveLength(5);
  });

  it('follows what is for somebody by the form of a subscription', async () => {
    const { talk, store } = await start();
    await saveFound(talk, 'video generation', 3);
    const follow = pressable(await talk.type('/foryou'), '📬 Follow this daily');
    expect((await talk.formOf(follow))?.title).toBe('Papers for you');
    await talk.fill(follow, {});
    expect(await store.digests.all()).toMatchObject([{ topic: '', destination: { kind: 'direct' } }]);
  });

  it('is of nobody else', async () => {
    const { talk } = await start();
    await saveFound(talk, 'video generation', 4);
    expect(only(await talk.as('bob').type('/foryou')).text).toContain('Save three papers');
    expect(only(await talk.as('bob').type('/foryou learned')).text).toContain('None so far');
  });
});

describe('/papers forget-me', () => {
  it('shows what was learned before it deletes', async () => {
    const { talk, store } = await start();
    await saveFound(talk, 'video generation', 4);
    const [item] = itemsOf(await talk.type('/foryou'));
    await talk.press(item?.buttons?.find(({ label }) => label === 'Less like this'));
    const asked = await talk.type('/papers forget-me');
    expect(only(asked).text).toMatch(/^Learned from 4 saves: /mu);
    expect(only(asked).text).toContain('You asked for less like 1 paper');
    await talk.press(pressable(asked, 'Delete everything'));
    expect(only(await talk.type('/papers forget-me')).text).not.toContain('earned');
    await talk.type('/foryou off');
    expect(only(await talk.type('/papers forget-me')).text).toContain(
      'that nothing is learned from your saves',
    );
    expect(await store.tastes.of({ ...lab, id: 'ada' })).toMatchObject({ saved: [], unwanted: [] });
  });
});
