/** A process of its own that reads and writes in the store named by its argument, and says what came of it. */
import { openStore } from '../../../src/core/store/open-store.ts';
import { alice, day, paperNamed } from './things.ts';

const say = (text: string) => void process.stdout.write(`${text}\n`);
const log = { debug: () => {}, info: say, warn: say, error: say };

const store = await openStore({ url: process.argv[2] ?? '', log });
say(`${(await store.saves.list(alice)).length} read`);
try {
  await store.saves.save(alice, paperNamed('one more'), day(2));
  say('saved');
} catch (error) {
  say(String(error));
}
say(`${(await store.saves.list(alice)).length} read`);
await store.close();
