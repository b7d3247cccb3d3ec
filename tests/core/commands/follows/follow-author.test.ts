import { describe, expect, it } from 'vitest';
import { only } from '../../talk.ts';
import { paperBy, startFollowers } from './followers.ts';

describe('following an author', () => {
  it('tells each new paper once, in the message of the next morning, and nothing on days without one', async () => {
    const { talk, come, morning, platform } = await startFollowers([paperBy('old', ['Thierry Declerck'])]);
    expect(only(await talk.type('/follow author thierry declerck')).title).toBe(
      'You follow Thierry Declerck from now on',
    );
    expect(await morning()).toEqual([]);
    come(paperBy('new', ['Ada Lovelace', 'Thierry Declerck']), paperBy('other', ['Ada Lovelace']));
    const [card] = await morning();
    expect(card?.title).toBe('📬 1 new from whom you follow');
    expect(card?.items?.map(({ paper, reason }) => [paper, reason])).toEqual([
      ['new', 'By Thierry Declerck'],
    ]);
    expect(platform.messages[0]?.message.channel.id).toBe('direct-ada');
    expect(await morning()).toEqual([]);
  });
});
