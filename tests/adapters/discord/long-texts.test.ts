import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeButtonIds } from '../../../src/adapters/discord/render/button-id.ts';
import type { LongTexts } from '../../../src/core/chat/command-line.ts';
import { openTestStore } from '../../core/store/open.ts';
import { type Stage, setStage, shownText } from './stage.ts';

let stage: Stage;
let texts: LongTexts;

beforeEach(async () => {
  stage = await setStage();
  texts = (await openTestStore()).longTexts;
});

afterEach(async () => {
  await stage.end();
  expect(stage.double.violations).toEqual([]);
  expect(stage.lines.filter((line) => /^(warn|error)/.test(line))).toEqual([]);
});

/** With the mark that parts ids, so that it has room on no button. */
const query = 'calibration ␟ uncertainty';

/** The bot is started anew, and has another thousand such texts on its buttons. */
async function restart(known: LongTexts): Promise<void> {
  await stage.discord().stop();
  writeButtonIds(
    Array.from({ length: 1_000 }, (_, at) => ({ label: 'x', command: { name: 'paper', text: `␟ ${at}` } })),
  );
  await stage.start({ texts: known });
}

async function search() {
  const { double, alice, channel } = stage;
  return double.answered(alice.types(channel, 'paper', { options: { query } }));
}

test('a button whose command has no room on it works after a restart', async () => {
  await stage.start({ texts });
  const answer = await search();
  await restart(texts);
  await stage.double.answered(stage.alice.presses(answer, 'Next'));
  expect(stage.invocations.at(-1)?.line).toMatchObject({ text: query, page: 2 });
});

test('such a button is explained where the database cannot be asked, and an answer comes all the same', async () => {
  const away: LongTexts = {
    keep: () => Promise.reject(new Error('away')),
    find: () => Promise.reject(new Error('away')),
  };
  await stage.start({ texts: away });
  const answer = await search();
  expect(shownText(answer)).toContain('12 papers');
  await restart(away);
  const pressed = stage.alice.presses(answer, 'Next');
  expect(shownText(await stage.double.answered(pressed))).not.toContain('12 papers');
  expect(stage.invocations).toHaveLength(1);
});
