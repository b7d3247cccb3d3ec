import { describe, expect, it } from 'vitest';
import { openWorks } from '../../sources/look-up/open-works.ts';
import { buttonNamed, itemsOf, only } from '../../talk.ts';
import { paperBy, startFollowers } from './followers.ts';

const cited = paperBy('doi:10.1000/cited', ['Ada Lovelace'], {
  title: 'DVERGE: Diverse Ensembles',
  doi: '10.1000/cited',
});
const cites = ['10.1000/cited'];

async function start() {
  const service = openWorks();
  service.works.set('10.1000/cited', { title: cited.title, abstract: 'It is.' });
  return { ...service, ...(await startFollowers([cited], service.listed)) };
}

describe('following citations', () => {
  it('begins at the card of the paper', async () => {
    const { talk } = await start();
    const open = itemsOf(await talk.type('/papers open doi:10.1000/cited'))[0];
    const card = only(await talk.press(buttonNamed('Follow …', open)));
    const pressed = await talk.press(buttonNamed('Follow citations', card));
    expect(only(pressed).title).toBe('You follow DVERGE from now on');
  });

  it('tells of each paper that cites it once, not of those there were, and as it is known here', async () => {
    const { talk, works, come, morning } = await start();
    works.set('10.1000/before', { title: 'Before', abstract: 'a', cites, published: '2026-02-01' });
    expect(only(await talk.type('/follow citing doi:10.1000/cited')).title).toBe(
      'You follow DVERGE from now on',
    );
    expect(await morning()).toEqual([]);
    works.set('10.1000/new', { title: 'New', abstract: 'Whatever.', cites, published: '2026-02-20' });
    works.set('10.1000/here', { title: 'Here', abstract: 'b', cites, published: '2026-02-19' });
    come(paperBy('doi:10.1000/here', ['Kai Nobody'], { doi: '10.1000/here', title: 'Known here' }));
    const cards = await morning();
    expect(itemsOf(cards).map(({ paper, heading, reason }) => [paper, heading, reason])).toEqual([
      ['doi:10.1000/new', 'New', 'Cites DVERGE'],
      ['doi:10.1000/here', 'Known here', 'Cites DVERGE'],
    ]);
    expect(await morning()).toEqual([]);
  });

  it('is refused where nobody outside may be asked, and where nothing is known of the paper', async () => {
    const { talk } = await startFollowers([cited, paperBy('on-wombats', [])]);
    expect(only(await talk.type('/follow citing doi:10.1000/cited')).title).toBe(
      'Citations cannot be followed here',
    );
    const away = await start();
    away.state.isAway = true;
    expect(only(await away.talk.type('/follow citing doi:10.1000/cited')).title).toBe(
      'OpenAlex does not answer just now',
    );
    away.state.isAway = false;
    away.works.clear();
    expect(only(await away.talk.type('/follow citing doi:10.1000/cited')).title).toContain(
      'OpenAlex does not know',
    );
    expect(await away.store.digests.all()).toEqual([]);
  });

  it('tells the papers of an ORCID as theirs, and asks no more about namesakes', async () => {
    const { talk, works, come, morning } = await start();
    const orcids = ['0000-0002-1825-0097'];
    await talk.type('/follow author Wei Wang 0000-0002-1825-0097');
    works.set('10.1000/hers', {
      title: 'Hers',
      abstract: 'a',
      authors: ['W. Wang'],
      orcids,
      published: '2026-03-01',
    });
    come(paperBy('namesake', ['Wei Wang']));
    expect(itemsOf(await morning()).map(({ paper, reason }) => [paper, reason])).toEqual([
      ['doi:10.1000/hers', 'By Wei Wang'],
    ]);
  });
});
