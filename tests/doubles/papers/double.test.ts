import { describe, expect, it, onTestFinished } from 'vitest';
import { startPapersDouble } from './double.ts';

async function open(start: string) {
  let at = Date.parse(start);
  const double = await startPapersDouble(() => new Date(at));
  onTestFinished(() => double.close());
  const ask = async (path: string, agent = 'Paperboy/1.0.0 (+https://paperboy.example)') => {
    const answer = await fetch(`${double.base}${path}`, { headers: { 'user-agent': agent } });
    return { status: answer.status, body: await answer.text() };
  };
  const later = async (path: string) => {
    at += 3_000;
    return ask(path);
  };
  const papers = double.arxiv.papers;
  for (let count = 1; count <= 5; count += 1)
    papers.push({
      ...{
        id: `2608.0000${count}`,
        title: `Paper ${count}`,
        abstract: 'It is made up.',
        authors: [['A', 'B']],
      },
      ...{ categories: count === 5 ? ['cs.CL', 'cs.LG'] : ['cs.LG'], created: '2026-08-25' },
      announced: '2026-08-26',
    });
  const set = (time: string) => {
    at = Date.parse(time);
  };
  return { double, ask, later, set };
}

const harvest = '/arxiv/oai?verb=ListRecords&metadataPrefix=arXiv&set=cs:cs:LG';

describe('the double of the services that papers come from', () => {
  it('refuses who does not say who they are, and two requests to arXiv within three seconds, on any of its hosts', async () => {
    const { double, ask, later } = await open('2026-08-26T14:00:00Z');
    expect((await ask('/huggingface/api/daily_papers?date=2026-08-26', 'node')).status).toBe(403);
    expect((await ask('/arxiv/rss/cs.LG')).status).toBe(200);
    expect((await ask(`${harvest}&from=2026-08-26`)).status).toBe(429);
    expect((await later('/arxiv/api/query?id_list=2608.00001')).status).toBe(200);
    expect(double.guard.violations).toHaveLength(2);
  });

  it('refuses two requests to arXiv at once', async () => {
    const { double, later } = await open('2026-08-26T14:00:00Z');
    double.faults.add('/rss/cs.LG', { kind: 'mute' });
    void later('/arxiv/rss/cs.LG').catch(() => {});
    await double.asked('/rss/cs.LG');
    expect((await later('/arxiv/rss/cs.CL')).status).toBe(429);
    expect(double.guard.violations).toEqual([expect.stringContaining('at once')]);
  });

  it('leaves the new papers out of a feed first', async () => {
    const { double, later } = await open('2026-08-26T14:00:00Z');
    double.arxiv.limits.entries = 2;
    const { body } = await later('/arxiv/rss/cs.LG');
    expect(body.match(/announce_type>(?:new|cross)/gu)).toEqual(['announce_type>cross', 'announce_type>new']);
  });

  it('takes only a token that is encoded once more', async () => {
    const { double, later } = await open('2026-08-26T14:00:00Z');
    double.arxiv.limits.page = 3;
    const { body } = await later(`${harvest}&from=2026-08-25`);
    const token = /<resumptionToken>(.+)<\/resumptionToken>/u.exec(body)?.[1] ?? '';
    expect(token).toMatch(/^verb%3DListRecords%26/u);
    const next = (text: string) => later(`/arxiv/oai?verb=ListRecords&resumptionToken=${text}`);
    expect((await next(token)).body).toContain('badResumptionToken');
    const last = (await next(encodeURIComponent(token))).body;
    expect(last.match(/<record>/gu)).toHaveLength(2);
    expect(last).toContain('<resumptionToken/>');
  });

  it('keeps an error of the harvest until midnight in UTC, and answers it with 200', async () => {
    const { later, set } = await open('2026-08-26T01:00:00Z');
    const early = await later(`${harvest}&from=2026-08-26`);
    expect(early).toMatchObject({ status: 200, body: expect.stringContaining('noRecordsMatch') });
    set('2026-08-26T20:00:00Z');
    expect((await later(`${harvest}&from=2026-08-26`)).body).toContain('noRecordsMatch');
    set('2026-08-27T01:00:00Z');
    expect((await later(`${harvest}&from=2026-08-26`)).body).toContain('<record>');
  });
});
