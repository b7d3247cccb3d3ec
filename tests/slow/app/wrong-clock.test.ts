import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startProgram } from '../../app/program.ts';
import { startSlackDouble } from '../../doubles/slack/double.ts';
import { plainTextOf } from '../../doubles/slack/mrkdwn.ts';

/** Run before the program: its clock on the wall is ahead by the milliseconds in a file, which may change at any time. */
const preload = `
  import { readFileSync } from 'node:fs';
  const { now } = Date;
  let ahead = 0;
  const read = () => { ahead = Number(readFileSync(process.env.AHEAD, 'utf8')); };
  read();
  setInterval(read, 50).unref();
  const told = () => now() + ahead;
  globalThis.Date = new Proxy(Date, {
    construct: (real, values, self) => Reflect.construct(real, values.length > 0 ? values : [told()], self),
    get: (real, name) => (name === 'now' ? told : Reflect.get(real, name)),
  });`;

/** The built program in a lab on Slack, and its clock. */
async function setUp() {
  const manifest = JSON.parse(readFileSync('config/slack-manifest.json', 'utf8'));
  const double = await startSlackDouble({ manifest });
  onTestFinished(() => double.stop());
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-clock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { world } = double;
  const alice = double.person('U01ALICE');
  const room = double.channel('papers');
  const { botToken, appToken } = double.credentials;
  const file = join(folder, 'ahead');
  const answers = () => alice.sees(room).filter(({ onlyFor }) => onlyFor === alice.id);
  return {
    /** Sets the clock, from where it goes on. */
    set: (moment: string) => writeFileSync(file, String(Date.parse(moment) - Date.now())),
    async start() {
      const program = startProgram(folder, {
        SLACK_BOT_TOKEN: botToken,
        SLACK_APP_TOKEN: appToken,
        SLACK_API_URL: double.apiUrl,
        AHEAD: file,
        NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(preload)}`,
      });
      await program.says('Slack: connected as');
      return program;
    },
    async ask(text: string) {
      const before = answers().length;
      await alice.types(text, room);
      await world.until(() => answers().length > before, text);
      return answers().slice(before).map(plainTextOf).join('\n');
    },
    posts: () =>
      world.messages.filter(({ user, onlyFor }) => user === world.botUserId && onlyFor === undefined),
  };
}

it('the program whose clock is put back by an hour posts its digest at the time that comes again', async () => {
  const { set, start, ask, posts } = await setUp();
  set('2026-03-02T09:30:00Z');
  const program = await start();
  await ask('/digest add 09:00 UTC layout:compact');
  expect(await ask('/digest list')).toContain('3 March 2026 at 09:00');
  set('2026-03-02T08:30:00Z');
  await program.says('the clock was put back by 60 minutes');
  await program.says('It comes on Monday, 2 March 2026 at 09:00 (UTC)');
  expect(await ask('/digest list')).toContain('because the clock was put back by 60 minutes');
  set('2026-03-02T08:59:58Z');
  await expect.poll(() => posts().length, { timeout: 15_000 }).toBe(1);
  expect(await program.stop()).toBe(0);
}, 60_000);

it('the program that was started with a clock a year ahead, or of 1970, goes on once that is right', async () => {
  const { set, start, ask, posts } = await setUp();
  set('2026-03-02T08:30:00Z');
  const first = await start();
  await ask('/digest add 09:00 UTC layout:compact');
  expect(await first.stop()).toBe(0);
  set('2027-03-02T20:00:00Z');
  const ahead = await start();
  await ahead.says('was missed more than once');
  expect(await ahead.stop()).toBe(0);
  set('1970-01-01T00:00:10Z');
  const behind = await start();
  await behind.says('The clock says 1970-01-01');
  expect(posts()).toEqual([]);
  set('2026-03-02T08:59:58Z');
  await expect.poll(() => posts().length, { timeout: 15_000 }).toBe(1);
  expect(await ask('/digest list')).toMatch(
    /Last, delivered\s.*2 March 2026 at 09:00 \(UTC\)(?:.|\n)*3 March 2026 at 09:00/u,
  );
  expect(await behind.stop()).toBe(0);
}, 90_000);
