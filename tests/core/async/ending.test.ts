import { expect, it, onTestFinished } from 'vitest';
import { wait } from '../../../src/core/async/wait.ts';
import { openCorpus } from '../../../src/core/sources/corpus.ts';
import { startRounds } from '../../../src/core/sources/rounds/rounds.ts';
import type { Source } from '../../../src/core/sources/source.ts';
import { setStage } from '../../adapters/discord/stage.ts';
import { openTestStore } from '../store/open.ts';

/** More than Node.js takes at one signal without a word. */
const many = Array.from({ length: 12 }, (_, number) => `feed:${number}`);

/** What Node.js says of leaks until the test ends. */
function keepWarnings(): readonly string[] {
  const warnings: string[] = [];
  const note = ({ name }: Error) => void warnings.push(name);
  process.on('warning', note);
  onTestFinished(() => void process.off('warning', note));
  return warnings;
}

/** Node.js warns a tick after. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

it('a dozen sources wait for the end together, and Node.js does not warn of them in the log', async () => {
  const warnings = keepWarnings();
  const store = await openTestStore();
  const clock = { now: () => new Date(), wait };
  const rounds = startRounds({
    fetchers: many.map((name) => ({ name, every: 60_000, fetch: async () => ({ state: 'quiet' }) })),
    tools: {
      ask: () => Promise.reject(new Error('Nobody is asked here.')),
      papers: store.keptPapers,
      statuses: store.sourceStatuses,
      clock,
    },
    onRound() {},
    onFailure() {},
  });
  const silent = (name: string): Source => ({
    name,
    async *follow({ stop }) {
      yield { parts: [], health: { state: 'quiet', problems: [], read: { parts: 0, records: 0 } } };
      await new Promise((resolve) => stop.addEventListener('abort', resolve));
    },
  });
  const corpus = await openCorpus(many.map(silent));
  await settled();
  await Promise.all([rounds.stop(), corpus.close()]);
  expect(warnings).toEqual([]);
});

it('a dozen posts wait for the turn of all processes, and Node.js does not warn of them in the log', async () => {
  const warnings = keepWarnings();
  const stage = await setStage();
  let held = Promise.resolve();
  await stage.start({ turns: { reserve: () => held.then(() => 0) } });
  let open = () => {};
  held = new Promise((resolve) => {
    open = resolve;
  });
  const { id, guild } = stage.channel;
  const posts = many.map(() =>
    stage.discord().post({ platform: 'discord', workspace: guild ?? '', id }, { title: 'The paper' }),
  );
  await settled();
  open();
  await Promise.all(posts);
  await stage.end();
  expect(warnings).toEqual([]);
});
