/** A process of its own that saves paper after paper and says each once the store has taken it. Arguments: URL and name. */
import { openStore } from '../../../src/core/store/open-store.ts';
import { day, general, lab, messageNamed, paperNamed } from './things.ts';

const [url = '', name = ''] = process.argv.slice(2);
const say = (text: string) => void process.stdout.write(`${text}\n`);
const store = await openStore({ url, log: { debug: say, info: say, warn: say, error: say } });
const member = { ...lab, id: name };
const message = messageNamed(name, general);

for (let number = 1; ; number += 1) {
  const paper = paperNamed(`${name}-${number}`);
  if (number % 2 === 0) await store.saves.save(member, paper, day(1));
  else
    await store.reactionSaves.give(
      { message, member, emoji: `e${number}`, paper: paper.id, tag: 'marked' },
      paper,
      day(1),
    );
  say(paper.id);
}
