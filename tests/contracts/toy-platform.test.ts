import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { writeConfigFile } from '../../config/docs/config-file.ts';
import { writeEnvironmentFile } from '../../config/docs/environment-file.ts';
import { writeSettingsPage } from '../../config/docs/settings-page.ts';
import { platformKinds } from '../../src/adapters/registry.ts';
import { renderFindings } from '../../src/app/doctor/diagnosis.ts';
import { examineAll } from '../../src/app/doctor/doctor.ts';
import { createLog } from '../../src/app/log.ts';
import { type Config, ConfigError, loadConfig } from '../../src/config/config.ts';
import { runBot } from '../../src/main.ts';
import { temporaryFolder } from '../core/store/open.ts';
import { papersOn } from '../core/talk.ts';
import { createToyKind } from './toy-platform.ts';

/** The configuration of a program that has the toy in its list, started in a folder of its own. */
async function configureToy(environment: Record<string, string>, file = '') {
  const { kind, room } = createToyKind();
  const folder = await temporaryFolder();
  mkdirSync(join(folder, 'config'));
  writeFileSync(join(folder, 'config', 'paperboy.yaml'), file);
  const platforms = [...platformKinds, kind];
  const load = (): Config => loadConfig({ environment, folder, shippedCorpus: resolve('corpus'), platforms });
  return { load, room, platforms };
}

function problemsOf(load: () => unknown): readonly string[] {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

it('a platform in the list has its settings read, and its mistakes told', async () => {
  const { load } = await configureToy({ TOY_OWNER: 'A', TOY_OWNR: 'Ada' });
  expect(problemsOf(load)).toEqual([
    'TOY_OWNR is not a setting. Did you mean TOY_OWNER?',
    'TOY_OWNER is "A", but must be a name of two letters or more.',
  ]);
});

it('a platform in the list may have digests in the configuration file', async () => {
  const digest = '{ name: a, platform: toy, channel: attic, at: 09:00, zone: UTC }';
  const { load } = await configureToy({}, `digests:\n  - ${digest}\n  - ${digest.replace('toy', 'tyo')}\n`);
  expect(problemsOf(load)).toEqual([
    'config/paperboy.yaml:2: channel is "attic", but must be room.',
    expect.stringMatching(/^config\/paperboy\.yaml:3: platform is "tyo", but must be .* or toy\.$/u),
  ]);
});

it('a platform in the list is told of by doctor and in the documents', async () => {
  const set = await configureToy({ TOY_OWNER: 'Ada' });
  const found = renderFindings(await examineAll(set.load(), new Date()));
  expect(found).toMatch(/^ok +toy +belongs to Ada$/mu);
  expect(found).toMatch(/^off +terminal /mu);
  const unset = await configureToy({});
  expect(renderFindings(await examineAll(unset.load(), new Date()))).toMatch(/^off +toy +has no owner$/mu);
  expect(writeSettingsPage(set.platforms)).toContain('| The toy | Words in a room in memory | `TOY_OWNER` |');
  expect(writeSettingsPage(set.platforms)).toContain('### `TOY_OWNER`\n\nWho sits in the toy room.');
  expect(writeEnvironmentFile(set.platforms)).toContain('# Who sits in the toy room.\nTOY_OWNER=\n');
  expect(writeConfigFile(set.platforms)).toMatch(/platform: \w+ # .* or toy$/mu);
});

it('a platform in the list starts, answers a command, gets a digest, and stops', async () => {
  const { load, room } = await configureToy({ TOY_OWNER: 'Ada' });
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const [input, output] = [new PassThrough(), new PassThrough()];
  const log = createLog({ level: 'warn', write: () => {} });
  const ended = runBot(load(), { environment: {}, input, output, stop: stop.signal }, log);
  const titles = () => room.said.map(({ title }) => title);
  await expect
    .poll(() =>
      room.types('uncertainty').then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  expect(titles()[0]).toMatch(/papers on “uncertainty”$/u);
  await room.types('/digest add uncertainty 09:00 papers:2');
  const before = room.said.length;
  await room.types('/digest now');
  await expect.poll(() => papersOn(room.said.slice(before)).length).toBe(2);
  expect(titles().slice(before)).toContain('🗞️ Uncertainty · 2 papers');
  stop.abort();
  expect(await ended).toBe(0);
  await expect(room.types('uncertainty')).rejects.toThrow('Nobody listens');
  expect(log.lastErrors()).toEqual([]);
});
