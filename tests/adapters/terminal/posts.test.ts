import { describe, expect, it } from 'vitest';
import type { Reaction } from '../../../src/core/chat/bot.ts';
import type { Card, CardItem } from '../../../src/core/chat/card.ts';
import type { Channel } from '../../../src/core/chat/channel.ts';
import { PostFailure } from '../../../src/core/chat/failures.ts';
import { startTalk } from '../../core/talk.ts';
import { sit } from './sitting.ts';

const channel: Channel = { platform: 'terminal', workspace: 'terminal', id: 'terminal' };
const member = { platform: 'terminal', workspace: 'terminal', id: 'you' };

function item(paper: string, number?: number): CardItem {
  return {
    paper,
    ...(number === undefined ? {} : { number }),
    heading: `About ${paper}`,
    url: 'https://example.org/',
    facts: [{ text: '' }],
    buttons: [{ label: 'Cite', command: { name: 'papers', verb: 'cite', text: paper } }],
  };
}

const heading: Card = { title: 'The morning paper' };

async function sitAndReact() {
  const reactions: Reaction[] = [];
  const { bot } = await startTalk();
  const sitting = await sit({ bot: { ...bot, onReaction: async (one) => void reactions.push(one) } });
  return { ...sitting, reactions };
}

describe('what is posted at the terminal', () => {
  it('appears above what is being typed, which stays with its cursor', async () => {
    const { platform, type, shown } = await sit();
    await type('uncertaint', 'uncertaint');
    await type('\u001B[D\u001B[D', '');
    await platform.post(channel, heading);
    expect(shown()).toMatch(/The morning paper\n\n\n?› [\s\S]*uncertaint/u);
    expect(shown()).not.toMatch(/uncertaintThe morning/u);
    expect(await type('\u0005y\r', 'n next')).toContain('7 papers on “uncertainty”');
  });

  it('can be reacted to paper by paper, whether posted as one message or as several', async () => {
    const { platform, type, reactions } = await sitAndReact();
    const together = await platform.post(channel, { title: 'Two', items: [item('a', 1), item('b', 2)] });
    await type('+bookmark 2\r', 'given to paper 2');
    await type('uncertainty\r', 'n next');
    await platform.post(channel, heading);
    const apart = [
      await platform.post(channel, { title: 'One', items: [item('c')] }),
      await platform.post(channel, { title: 'Another', items: [item('d')] }),
    ].flat();
    await type('+bookmark 1\r', 'given to paper 1');
    await type('+bookmark 2\r', 'given to paper 2');
    expect(reactions.map(({ message }) => message)).toEqual([
      together[1]?.message,
      apart[0]?.message,
      apart[1]?.message,
    ]);
    expect(apart.map(({ papers }) => papers)).toEqual([['c'], ['d']]);
    expect(await type('c1\r', 'No paper')).toContain('No paper found for “c”');
    expect(await type('No more\r', 'No more')).toContain('No more');
  });

  it('is not posted twice under one key', async () => {
    const { platform, shown } = await sit();
    const first = await platform.post(channel, { title: 'Once', items: [item('a')] }, { key: 'k1' });
    expect(await platform.post(channel, { title: 'Once', items: [item('a')] }, { key: 'k1' })).toEqual(first);
    expect(shown().match(/Once/gu)).toHaveLength(1);
  });

  it('has ids that no other sitting has', async () => {
    const ids = [];
    for (const sitting of [await sit(), await sit()]) {
      ids.push(await sitting.platform.post(channel, { title: 't', items: [item('a')] }));
    }
    expect(new Set(ids.flat().map(({ message }) => message.id)).size).toBe(2);
  });

  it('is refused as passing where nobody sits any more', async () => {
    const { platform, input, ended } = await sit();
    input.write('/quit\r');
    await ended;
    const refused = await platform.post(channel, heading).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(PostFailure);
    expect(refused).toMatchObject({ reason: 'passing' });
  });
});

describe('the terminal as a platform', () => {
  it('is a direct conversation in which nothing is in the way, and keeps no reactions', async () => {
    const { platform } = await sit();
    const posted = await platform.post(channel, { title: 't', items: [item('a')] });
    expect(await platform.openDirect(member)).toEqual(channel);
    expect(await platform.findObstacle(channel)).toBeUndefined();
    const message = posted[0]?.message ?? { channel, id: '' };
    await platform.react(message, '🔖');
    expect(await platform.readReactions(message, () => true)).toBeUndefined();
  });
});
