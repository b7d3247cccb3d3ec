import { describe, expect, it } from 'vitest';
import { commands } from '../../../../src/core/commands/list.ts';
import type { SourceStatus } from '../../../../src/core/sources/rounds/memory.ts';
import { openTestStore } from '../../store/open.ts';
import { paperNamed } from '../../store/things.ts';
import { buttonNamed, only, placeOf, startTalk } from '../../talk.ts';

const now = new Date('2023-03-20T12:00:00Z');
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

/** A talk with one source of this status. */
async function start(status?: Partial<SourceStatus>) {
  const store = await openTestStore();
  const source = { name: 'arxiv:cs.LG' };
  if (status !== undefined)
    await store.sourceStatuses.put(source.name, {
      state: 'fresh',
      askedAt: inMinutes(-10),
      nextTry: inMinutes(20),
      failures: 0,
      ...status,
    });
  const talk = await startTalk({ store, sources: [source] });
  const ask = async () => only(await talk.type('/papers sources'));
  return { store, talk, ask, see: async () => (await ask()).text };
}

describe('/papers sources', () => {
  it('tells of each source its state, its papers, the newest, and when it is asked next', async () => {
    const { store, ask } = await start({});
    const come = ['a', 'b'].map((id) => ({ key: id, paper: paperNamed(id) }));
    await store.keptPapers.take('arxiv:cs.LG', come, [], inMinutes(-60));
    const { text, details } = await ask();
    expect(text).toBe('arxiv:cs.LG: fresh\n2 papers · asked next in 20 minutes');
    expect(details).toEqual([
      {
        label: 'arxiv:cs.LG, newest paper',
        at: inMinutes(-60),
        words: 'Monday, 20 March 2023 at 11:00 (UTC)',
      },
      { label: 'arxiv:cs.LG, asked next', at: inMinutes(20), words: 'Monday, 20 March 2023 at 12:20 (UTC)' },
    ]);
  });

  it('tells times in the zone of who asks', async () => {
    const { talk } = await start({});
    const other = talk.as('ada', 'papers', { zone: 'Europe/Berlin' });
    expect(only(await other.type('/papers sources')).details).toEqual([
      expect.objectContaining({ words: 'Monday, 20 March 2023 at 13:20 (Europe/Berlin)', isLocal: true }),
    ]);
  });

  it('says that a source was never asked', async () => {
    const { see } = await start();
    expect(await see()).toBe('arxiv:cs.LG: not asked yet\nNo papers yet · asked next within minutes');
  });

  it.each([
    ['quiet', 'quiet, nothing new', undefined],
    ['partial', 'partial, the rest is still to come', 'asked for again automatically'],
    ['stale', 'stale, the same as before was served again', 'again automatically within the hour'],
    ['waiting', 'waiting, the service asked for a pause', 'there is nothing to do'],
    ['broken', 'broken', 'compare its name in the settings'],
  ] as const)('says what %s means, what is wrong and what to do', async (state, words, remedy) => {
    const problem = remedy === undefined ? {} : { problem: 'The service answered\nHTTP 500.' };
    const { see } = await start({ state, ...problem });
    const lines = (await see())?.split('\n') ?? [];
    expect(lines[0]).toBe(`arxiv:cs.LG: ${words}`);
    if (remedy === undefined) expect(lines).toHaveLength(2);
    else expect(lines[2]).toMatch(new RegExp(`^The service answered HTTP 500\\. .*${remedy}`, 'u'));
  });

  it('says how to switch one on where there is none', async () => {
    const talk = await startTalk();
    const card = only(await talk.type('/papers sources'));
    expect(card.title).toBe('No sources are set');
    expect(card.text).toContain('sources: [huggingface, arxiv:cs.LG]');
    expect(card.text).toContain('PAPERBOY_SOURCES');
  });

  it('goes on over pages where there are many', async () => {
    const sources = Array.from({ length: 11 }, (_, index) => ({ name: `arxiv:cs.A${index}` }));
    const talk = await startTalk({ sources });
    const first = only(await talk.type('/papers sources'));
    expect(first.title).toBe('11 sources of papers');
    expect(placeOf(first)).toBe('1–8');
    const second = only(await talk.press(buttonNamed('Next', first)));
    expect(second.text?.match(/arxiv:/gu)).toHaveLength(3);
  });
});

it('is one of at most 25 sub-commands, above which Discord refuses the whole registration', () => {
  const names = new Set(commands.map(({ name }) => name));
  for (const one of names) {
    const verbs = commands.filter(
      ({ name, verb, unlisted }) => name === one && verb !== undefined && unlisted !== true,
    );
    expect(verbs.length).toBeLessThanOrEqual(25);
  }
});
