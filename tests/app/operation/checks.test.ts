import { expect, it } from 'vitest';
import { createChecks, isReady } from '../../../src/app/operation/checks.ts';
import { tellPapers, tellSources, tellTurn } from '../../../src/app/operation/health-of-parts.ts';
import { watchPlatforms } from '../../../src/app/operation/platform-states.ts';
import { ConnectionFailure } from '../../../src/core/chat/failures.ts';
import type { SourceHealth, SourceState } from '../../../src/core/sources/source.ts';
import { entry } from '../../../src/core/text/log-entry.ts';
import { createToyKind } from '../../contracts/toy-platform.ts';
import { papersToTry } from '../../core/papers-to-try.ts';

it('a part that cannot say how it is, is wrong, and says nothing that somebody typed', async () => {
  const { watch, read } = createChecks();
  watch('one', () => ({ state: 'ok', words: entry`It is well.` }));
  watch('two', async () => {
    throw new TypeError('typed words');
  });
  const checks = await read();
  expect(checks).toEqual([
    { name: 'one', state: 'ok', says: 'It is well.' },
    { name: 'two', state: 'wrong', says: 'That could not be found out: TypeError.' },
  ]);
  expect(isReady(checks)).toBe(false);
  expect(isReady([{ name: 'three', state: 'warn', says: '' }])).toBe(true);
});

it('a part that does not say how it is keeps nobody from hearing of the others', async () => {
  const { watch, read } = createChecks(1);
  watch('one', () => new Promise(() => {}));
  watch('two', () => ({ state: 'ok', words: entry`It is well.` }));
  expect(await read()).toEqual([
    { name: 'one', state: 'wrong', says: 'It has not said how it is within 0.001 seconds.' },
    { name: 'two', state: 'ok', says: 'It is well.' },
  ]);
});

it('a platform is well from its start to its end, by its own word where it has one', async () => {
  const { kind } = createToyKind();
  const checks = createChecks();
  const open = () => Promise.reject(new Error('not opened here'));
  const states = watchPlatforms(
    [{ kind, ready: { state: '', open } }, { kind: { ...kind, name: 'unset' } }],
    checks,
  );
  const told = async () => (await checks.read()).map(({ name, state, says }) => `${name} ${state}: ${says}`);
  const platform = await kind.prepare({ owner: 'ada' })?.open({} as never);
  if (platform === undefined) throw new Error('the toy does not open');
  expect(await told()).toEqual(['toy wrong: It is being opened.']);
  expect(states.areThere()).toBe(false);
  states.opened([]);
  expect(await told()).toEqual(['toy wrong: It could not be opened; the log says why.']);
  let isAway = false;
  const health = () =>
    isAway
      ? ({ state: 'wrong', words: entry`Shard 3 is away.` } as const)
      : ({ state: 'ok', words: entry`4 shards are connected.` } as const);
  states.opened([{ ...platform, health }]);
  expect(await told()).toEqual(['toy wrong: It is not connected yet.']);
  expect(states.areThere()).toBe(false);
  states.started(platform);
  expect(states.areThere()).toBe(true);
  expect(await told()).toEqual(['toy ok: 4 shards are connected.']);
  isAway = true;
  expect(await told()).toEqual(['toy wrong: Shard 3 is away.']);
  states.opened([platform]);
  expect(await told()).toEqual(['toy ok: It is connected.']);
  const ends: string[] = [];
  const hooks = { gap: () => {}, end: (name: string) => void ends.push(name) };
  states.following(hooks).end('toy', new ConnectionFailure(entry`The token was taken back: make a new one.`));
  expect(await told()).toEqual(['toy wrong: The token was taken back: make a new one.']);
  expect(ends).toEqual(['toy']);
});

it('a platform that has ended without a connection is waited for no longer', async () => {
  const { kind } = createToyKind();
  const ready = { state: '', open: () => Promise.reject(new Error('not opened here')) };
  const states = watchPlatforms([{ kind, ready }], createChecks());
  states.opened([]);
  expect(states.areThere()).toBe(false);
  states.following({ gap: () => {}, end: () => {} }).end('toy');
  expect(states.areThere()).toBe(true);
});

it('papers are wrong only where none can be read, and a source that is ill is a warning', () => {
  const source = (name: string, state: SourceState, what?: string) => {
    const problems = what === undefined ? [] : [{ place: name, what, remedy: 'mount it' }];
    const health: SourceHealth = { state, problems, read: { parts: 0, records: 0 } };
    return { name, health };
  };
  const broken = source('/papers', 'broken', 'cannot be read');
  expect(tellPapers({ papers: [], sources: [broken] }, { size: 0 })).toEqual({
    state: 'wrong',
    words: 'No paper can be read. /papers: cannot be read; mount it.',
  });
  expect(tellPapers({ papers: papersToTry, sources: [broken] }, { size: papersToTry.length }).state).toBe(
    'ok',
  );
  expect(tellPapers({ papers: papersToTry, sources: [] }, { size: 1 })).toEqual({
    state: 'warn',
    words: `1 of ${papersToTry.length} papers can be found; the rest is being indexed.`,
  });
  const all = { size: papersToTry.length };
  const readable = { papers: papersToTry, sources: [] };
  const away = { state: 'wrong', words: entry`It is away.` } as const;
  expect(tellPapers(readable, all, away)).toEqual({
    state: 'warn',
    words: `${papersToTry.length} papers known; none can be found while the search server does not answer.`,
  });
  expect(tellPapers(readable, all, { ...away, state: 'warn' })).toEqual({
    state: 'warn',
    words: `${papersToTry.length} papers known; those of a silent shard cannot be found.`,
  });
  expect(tellPapers(readable, all, { ...away, state: 'ok' }).state).toBe('ok');
  expect(tellSources({ sources: [source('/papers', 'fresh'), source('arxiv:cs.LG', 'waiting')] })).toEqual({
    state: 'ok',
    words: '/papers is fresh; arxiv:cs.LG is waiting, the service asked for a pause.',
  });
  expect(tellSources({ sources: [source('added', 'quiet')] }).words).toBe(
    'what people added is quiet, nothing new.',
  );
  expect(tellSources({ sources: [source('arxiv:cs.LG', 'unasked'), source('added', 'quiet')] })).toEqual({
    state: 'ok',
    words: 'arxiv:cs.LG has not been asked yet; what people added is quiet, nothing new.',
  });
  expect(tellSources({ sources: [source('arxiv:cs.XX', 'broken', 'there is none')] }).state).toBe('warn');
});

it('digests are wrong where nobody has looked for what is due for minutes', () => {
  expect(tellTurn(undefined).state).toBe('wrong');
  expect(tellTurn({ sinceLook: 9_000, underWay: 2 })).toEqual({
    state: 'ok',
    words: 'Due digests are looked for; 2 are under way.',
  });
  expect(tellTurn({ sinceLook: 240_000, underWay: 0 })).toEqual({
    state: 'wrong',
    words: 'Due digests were last looked for 4 minutes ago, not every ten seconds.',
  });
});
