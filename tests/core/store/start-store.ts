/** A process of its own that opens the store named by its argument when it is told to, and says what came of it. */
import { once } from 'node:events';
import { openStore } from '../../../src/core/store/open-store.ts';

const say = (text: string) => void process.stdout.write(`${text}\n`);
const log = { debug: () => {}, info: say, warn: say, error: say };

say('ready');
await once(process.stdin, 'data');
try {
  const store = await openStore({ url: process.argv[2] ?? '', log });
  await store.saves.list({ platform: 'slack', workspace: 'T1', id: 'alice' });
  await store.close();
  say('well');
} catch (error) {
  say(String(error));
}
process.exit();
