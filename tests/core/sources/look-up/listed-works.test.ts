import { describe, expect, it } from 'vitest';
import { openWorks } from './open-works.ts';

describe('lists of works', () => {
  it('tell which papers cite one since a date, the newest first, each by its id here', async () => {
    const { listed, works, asked } = openWorks();
    const cites = ['10.48550/arxiv.2303.08010'];
    works.set('10.48550/arxiv.2303.08010', { title: 'Cited', abstract: 'It is.' });
    works.set('10.1000/old', { title: 'Old', abstract: 'a', cites, published: '2025-01-01' });
    works.set('10.1000/b', {
      title: 'Later',
      abstract: 'b',
      cites,
      published: '2026-02-03',
      authors: ['Ada Example'],
    });
    works.set('10.48550/arxiv.2601.00001', {
      title: 'Sooner',
      abstract: 'c',
      cites,
      published: '2026-01-02',
    });
    expect(await listed.knows('arxiv:2303.08010')).toBe(true);
    expect(await listed.citing('arxiv:2303.08010', '2026-01-01')).toMatchObject([
      { id: 'doi:10.1000/b', title: 'Later', authors: ['Ada Example'], published: '2026-02-03' },
      { id: 'arxiv:2601.00001', title: 'Sooner', source: 'OpenAlex' },
    ]);
    await listed.citing('arxiv:2303.08010', '2026-01-01');
    expect(asked).toEqual([
      '/works/doi:10.48550/arxiv.2303.08010',
      '/works?filter=cites:W1,from_publication_date:2026-01-01&per_page=100&sort=publication_date:desc',
    ]);
  });

  it('tell the papers of an ORCID, whatever name is on them', async () => {
    const { listed, works } = openWorks();
    const orcids = ['0000-0002-1825-0097'];
    works.set('10.1000/a', {
      title: 'Hers',
      abstract: 'a',
      authors: ['J. Carberry'],
      orcids,
      published: '2026-02-01',
    });
    works.set('10.1000/b', {
      title: 'His',
      abstract: 'b',
      authors: ['Josiah Carberry'],
      published: '2026-02-01',
    });
    expect((await listed.by('0000-0002-1825-0097', '2026-01-01')).map(({ title }) => title)).toEqual([
      'Hers',
    ]);
  });

  it('know no paper without a DOI, and ask for no other page than that of one', async () => {
    const { listed, asked } = openWorks();
    expect(await listed.citing('on-wombats', '2026-01-01')).toBeUndefined();
    expect(await listed.citing('doi:10.1000/../../admin', '2026-01-01')).toBeUndefined();
    expect(asked).toEqual([]);
    expect(await listed.citing('doi:10.1000/none', '2026-01-01')).toBeUndefined();
  });

  it('are told to be unreadable where they are, and are asked for again', async () => {
    const { listed, works, state } = openWorks();
    works.set('10.1000/a', { title: 'A', abstract: 'a' });
    state.isAway = true;
    await expect(listed.knows('doi:10.1000/a')).rejects.toThrow('HTTP 503');
    await expect(listed.by('0000-0002-1825-0097', '2026-01-01')).rejects.toThrow('HTTP 503');
    state.isAway = false;
    expect(await listed.knows('doi:10.1000/a')).toBe(true);
  });
});
