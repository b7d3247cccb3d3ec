import { describe, expect, it } from 'vitest';
import { noEvidence } from '../../../../src/core/papers/authors/match-author.ts';
import { openWorks } from '../../sources/look-up/open-works.ts';
import { only } from '../../talk.ts';
import { startFollowers } from './followers.ts';

const orcid = '0000-0002-1825-0097';
const direct = { kind: 'direct', member: { platform: 'test', workspace: 'lab', id: 'ada' } } as const;

async function start() {
  const service = openWorks();
  return { ...service, ...(await startFollowers([], service.listed)) };
}

describe('following somebody by an ORCID', () => {
  it('changes nothing where OpenAlex does not answer, and says so', async () => {
    const { talk, state, store } = await start();
    state.isAway = true;
    const card = only(await talk.type(`/follow author Jane Smith ${orcid}`));
    expect(card.title).toBe('OpenAlex does not answer just now');
    expect(card.buttons?.map(({ label }) => label)).toEqual(['Try again']);
    expect(await store.follows.list(direct)).toEqual([]);
  });

  it.each([orcid, `https://orcid.org/${orcid}`, `(ORCID: ${orcid})`, '0000-0002-1694-233x'])(
    'reads %s beside the name',
    async (written) => {
      const { talk, store } = await start();
      await talk.type(`/follow author Jane Smith ${written}`);
      const [follow] = await store.follows.list(direct);
      expect([follow?.label, follow?.orcid]).toEqual([
        'Jane Smith',
        /[\d-]{18}[\dX]/u.exec(written.toUpperCase())?.[0],
      ]);
    },
  );

  it.each([
    ['Jane Smith 0000-0002-1825-0098', '0000-0002-1825-0098 is no ORCID: a digit of it is wrong'],
    [orcid, `Who has the ORCID ${orcid}?`],
  ])('says of %j what is amiss', async (written, title) => {
    const { talk, asked } = await start();
    expect(only(await talk.type(`/follow author ${written}`)).title).toBe(title);
    expect(asked).toEqual([]);
  });

  it('asks for fifty papers and people of a workspace together, no more', async () => {
    const { talk, store } = await start();
    await talk.type(`/follow author Jane Akski ${orcid}`);
    const message = await store.follows.message(direct);
    if (message === undefined) throw new Error('there is no message');
    for (let at = 0; at < 49; at += 1) {
      const follow = { kind: 'citing', key: `doi:10.1000/${at}`, label: `${at}`, seed: noEvidence } as const;
      await store.follows.add(follow, [], message, message);
    }
    expect(await store.follows.list(direct)).toHaveLength(50);
    const full = 'OpenAlex is already asked about 50 papers and people here';
    expect(only(await talk.type(`/follow author One More ${orcid}`)).title).toBe(full);
    expect(only(await talk.type('/follow author One More')).title).toBe('You follow One More from now on');
    expect(only(await talk.type(`/follow author Jane Akski ${orcid}`)).title).toContain('already');
  });
});
