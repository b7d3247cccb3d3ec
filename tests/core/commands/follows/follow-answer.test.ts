import { describe, expect, it } from 'vitest';
import { openWorks } from '../../sources/look-up/open-works.ts';
import { buttonNamed, only } from '../../talk.ts';
import { paperBy, startFollowers } from './followers.ts';

describe('answering whether a paper is theirs', () => {
  it('learns nothing from a paper on which nobody has the name, nor of a venue', async () => {
    const { talk, store } = await startFollowers([
      paperBy('other', ['Ada Lovelace'], { venue: 'ICML 2026' }),
    ]);
    await talk.type('/follow author Wei Wang');
    await talk.type('/follow venue ICML');
    const [author, venue] = await store.follows.list({
      kind: 'direct',
      member: { platform: 'test', workspace: 'lab', id: 'ada' },
    });
    expect(only(await talk.type(`/follow answer yes ${author?.id} other`)).title).toBe(
      'Nobody called Wei Wang is named on “On other”',
    );
    expect(only(await talk.type(`/follow answer no ${venue?.id} other`)).title).toBe(
      'This is not followed any more',
    );
    expect(
      (await store.follows.told(author?.digest ?? 0)).filter(({ answer }) => answer !== undefined),
    ).toEqual([]);
  });

  it('is for those who manage the channel, and hints at an ORCID for the same place', async () => {
    const { talk, come, morning } = await startFollowers([], openWorks().listed);
    await talk.type('/follow author Wei Wang for:here');
    come(...['a', 'b', 'c'].map((id) => paperBy(id, ['Wei Wang', `Coauthor ${id}`])));
    const card = only(await morning());
    const stranger = talk.as('eve', 'papers', { mayManage: false });
    expect(only(await stranger.press(buttonNamed('No to 1', card))).title).toBe(
      'Only people who manage this channel can answer for it',
    );
    const answers: string[] = [];
    for (const number of [1, 2, 3])
      answers.push(only(await talk.press(buttonNamed(`No to ${number}`, card))).text ?? '');
    expect(answers[2]).toContain('/follow author Wei Wang 0000-0002-1825-0097 for:here');
  });
});
