import { describe, expect, it } from 'vitest';
import { readSourceEntries } from '../../src/config/source-entries.ts';

function read(given: unknown) {
  const problems: string[] = [];
  const entries = readSourceEntries(given, (problem) => problems.push(problem));
  return { entries, names: entries.map(({ name }) => name), problems };
}

describe('sources in the settings', () => {
  it('are words parted by spaces, a list, or maps that say more', () => {
    expect(read('huggingface arxiv:cs.LG').names).toEqual(['huggingface', 'arxiv:cs.LG']);
    const { entries, problems } = read([
      'huggingface',
      { source: 'oai:https://example.org/oai', set: 'physics', name: 'Physics', topic: 'light', every: 12 },
    ]);
    expect(problems).toEqual([]);
    expect(entries[1]).toEqual({
      name: 'oai:https://example.org/oai',
      kind: 'oai',
      rest: 'https://example.org/oai',
      set: 'physics',
      title: 'Physics',
      topic: 'light',
      every: 12 * 60 * 60_000,
    });
  });

  it('are each there once, but a repository once for each of its sets', () => {
    expect(read('huggingface huggingface').names).toEqual(['huggingface']);
    const source = 'oai:https://example.org/oai';
    expect(
      read([
        { source, set: 'a' },
        { source, set: 'b' },
        { source, set: 'a' },
      ]).names,
    ).toEqual([source, `${source} (b)`]);
  });

  it('keep a password of an address out of their name', () => {
    const [entry] = read('feed:https://ada:secret@example.org/feed.xml').entries;
    expect(entry?.name).toBe('feed:https://example.org/feed.xml');
    expect(entry?.rest).toBe('https://ada:secret@example.org/feed.xml');
    expect(read('feed:https://ada:sec@ret@example.org/a@b').names).toEqual(['feed:https://example.org/a@b']);
  });

  it('keep what a query asks for out of their name, and differ by it all the same', () => {
    const written = 'feed:https://example.org/rss?token=secret&key=s%20ecret&secret#secret';
    const [entry] = read(written).entries;
    expect(entry?.name).toMatch(/^feed:https:\/\/example\.org\/rss\?token=…&key=…&… \([0-9a-f]{8}\)$/u);
    expect(entry?.rest).toBe(written.slice('feed:'.length));
    expect(read(written).names).toEqual(read(written).names);
    const one = 'feed:https://example.org/rss?q=a';
    expect(new Set(read(`${one} ${one}b ${one} ${one}#b`).names).size).toBe(3);
    expect(read('feed:https://example.org/rss#secret').names.join()).toMatch(/\/rss#… \([0-9a-f]{8}\)$/u);
  });

  it('keep it out of what is said of them, too', () => {
    for (const given of [
      'feeds:https://example.org/feed.xml?token=secret',
      'feed:example.org/feed.xml?token=secret',
      [{ source: 'feed:https://example.org/feed.xml?token=secret', often: true }],
      'feeds:https://ada:secret@example.org/feed.xml',
      [{ source: 'feed:https://ada:secret@example.org/feed.xml', often: true }],
      [{ source: 'feed:https://ada:my secret@example.org/feed.xml' }],
    ]) {
      const [problem] = read(given).problems;
      expect(problem).toContain('example.org/feed.xml');
      expect(problem).not.toContain('secret');
    }
  });

  it.each([
    ['huggingfase', 'has "huggingfase", which is not a source; did you mean huggingface?'],
    ['arxiv:', 'has "arxiv:", which names no category of arXiv; write one such as arxiv:cs.LG'],
    ['feed:ftp://example.org', 'has "feed:ftp://example.org", which needs an address that begins with http'],
    ['huggingface:today', 'which takes nothing after it; write huggingface'],
  ])('say what is wrong with %s', (given, problem) => {
    expect(read(given).problems.join()).toContain(problem);
    expect(read(given).entries).toEqual([]);
  });

  it('say which part of a map is wrong', () => {
    expect(read([{ source: 'huggingface', often: true }]).problems.join()).toContain(
      'is wrong; write source',
    );
    expect(read([7]).problems).toHaveLength(1);
  });
});
