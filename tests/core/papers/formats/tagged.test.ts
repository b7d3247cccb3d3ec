import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { problemsOf, readFiles } from '../papers.ts';

async function readPapers(name: string, content: string) {
  const corpus = await readFiles({ [name]: content });
  expect(problemsOf(corpus)).toEqual([]);
  return corpus.papers;
}

const medline = `
PMID- 12345678
OWN - NLM
DP  - 2013 Apr-May
TI  - Lanterns in the ward: a study
      of light.
LID - 10.5555/lamp.1 [doi]
AB  - BACKGROUND: Light
      helps.
CI  - Copyright (c) 2013 Rua.
FAU - Rua, Ana
AU  - Rua A
FAU - Bee, Bo B
AU  - Bee BB
CN  - Lantern Trial Group, West and East
TA  - J Lamps
JT  - Journal of lamps
VI  - 3
PG  - 1-9
MH  - Light
OT  - night

PMID- 12345679
DP  - 2014
TI  - Second lantern.
FAU - Rua, Ana
AID - 10.5555/lamp.2 [doi]
AID - S1234 [pii]
`;

const webOfScience = `FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Rua, A
   Bee, BB
AF Rua, Ana
   Bee, Bo B.
TI Lanterns at the
   harbour
SO JOURNAL OF LAMPS
DE light; harbour lamps
AB We light the harbour.
SN 1234-5678
PD SEP 22
PY 2010
VL 4
BP 11
EP 19
DI 10.5555/lamp.3
UT WOS:0001
ER

PT C
AU Cy, D
TI Lanterns meet
SO Proceedings of Lamps
PY 2011
ER

EF
`;

const refWorks = `RT Journal Article
SR Electronic
ID 7
A1 Rua,Ana
A1 Bee,Bo
T1 Lanterns of the mill
JF Journal of Lamps
YR 2012
FD 2012/03/04
VO 5
SP 1
OP 9
AB We light the mill.
DO 10.5555/lamp.4
UL http://lanterns.example.org/4

RT Book, Whole
A1 Cy, Di
T1 The mill
YR 2013
`;

const endNote = `%0 Journal Article
%T Lanterns of the tower
%A Rua, Ana
%A Bee, Bo
%J Journal of Lamps
%V 6
%P 3-5
%D 2014
%8 May 6
%R 10.5555/lamp.5
%U http://lanterns.example.org/5
%X We light the tower.
%F rua2014

%0 Conference Proceedings
%T Second tower
%A Cy, Di
%B Proceedings of Lamps
%D 2015
`;

describe('tagged text', () => {
  it('takes what is certain of the dates of RIS, and loses no record for an odd or repeated one', async () => {
    const file = new URL('../../../fixtures/references/dates-of-tools.ris', import.meta.url);
    const papers = await readPapers('a.ris', readFileSync(file, 'utf8'));
    expect(papers.map(({ published }) => published)).toEqual([
      '2010-09-22',
      '2011',
      '2013-04-18',
      '2020',
      '2015',
    ]);
  });

  it('reads RIS with one space, tags before the type, two abstracts, addresses in one field, and other newlines', async () => {
    const record = [
      'ID  - rua20',
      'TY  - CHAP',
      'TI - A lantern',
      '  in two lines',
      'AU  - Rua, Ana,',
      'AU - Dawn Optimization, Inc.',
      'A2  - Cy, Di',
      'T2  - arXiv preprint arXiv:2104.09997',
      'N2  - Short.',
      'AB  - The longer abstract.',
      'UR  - http://lanterns.example.org/a;http://lanterns.example.org/b',
      'KW  - light',
      'KW  - night',
      'SP  - 1',
      'EP  - 9',
      'DA  - 2021/04/05/',
      'PY  - 2021',
      'N1  - Export Date: 1 May 2022',
      'ER  -',
    ];
    for (const end of ['\n', '\r\n', '\r']) {
      expect(await readPapers('a.ris', `\ufeff${record.join(end)}`)).toMatchObject([
        {
          id: 'arxiv:2104.09997',
          recordIds: ['rua20'],
          title: 'A lantern in two lines',
          abstract: 'The longer abstract.',
          authors: ['Ana Rua', 'Dawn Optimization, Inc.'],
          published: '2021-04-05',
          url: 'http://lanterns.example.org/a',
          keywords: ['light', 'night'],
          entry: { type: 'incollection', key: 'rua20', fields: { pages: '1–9' }, editors: ['Di Cy'] },
        },
      ]);
    }
  });

  it('reads RIS with its tags in small letters', async () => {
    const record =
      'ty  - JOUR\nti  - Small\nif  - then\nau  - Rua, Ana\npy  - 2020\nab  - Lit\nby - and by.\ner  - \n';
    expect(await readPapers('a.ris', record.repeat(2).replace('Small', 'Great'))).toMatchObject([
      { title: 'Great', authors: ['Ana Rua'], published: '2020', abstract: 'Lit by - and by.' },
      { title: 'Small' },
    ]);
  });

  it('reads what PubMed saves', async () => {
    expect(await readPapers('pubmed.nbib', medline)).toMatchObject([
      {
        id: 'doi:10.5555/lamp.1',
        title: 'Lanterns in the ward: a study of light.',
        abstract: 'BACKGROUND: Light helps.',
        authors: ['Ana Rua', 'Bo B Bee', 'Lantern Trial Group, West and East'],
        published: '2013-04',
        venue: 'Journal of lamps',
        keywords: ['Light', 'night'],
      },
      { id: 'doi:10.5555/lamp.2', title: 'Second lantern.', published: '2014' },
    ]);
  });

  it('reads what Web of Science saves', async () => {
    expect(await readPapers('savedrecs.txt', webOfScience)).toMatchObject([
      {
        id: 'doi:10.5555/lamp.3',
        recordIds: ['WOS:0001'],
        title: 'Lanterns at the harbour',
        abstract: 'We light the harbour.',
        authors: ['Ana Rua', 'Bo B. Bee'],
        published: '2010-09-22',
        venue: 'JOURNAL OF LAMPS',
        keywords: ['light', 'harbour lamps'],
        entry: { type: 'article', fields: { volume: '4', pages: '11–19' } },
      },
      { title: 'Lanterns meet', authors: ['D Cy'], entry: { type: 'inproceedings' } },
    ]);
  });

  it('reads RefWorks and EndNote', async () => {
    expect(await readPapers('refworks.txt', refWorks)).toMatchObject([
      {
        id: 'doi:10.5555/lamp.4',
        title: 'Lanterns of the mill',
        authors: ['Ana Rua', 'Bo Bee'],
        published: '2012-03-04',
        venue: 'Journal of Lamps',
        url: 'http://lanterns.example.org/4',
      },
      { title: 'The mill', published: '2013', entry: { type: 'book' } },
    ]);
    expect(await readPapers('a.enw', endNote)).toMatchObject([
      {
        id: 'doi:10.5555/lamp.5',
        recordIds: ['rua2014'],
        title: 'Lanterns of the tower',
        authors: ['Ana Rua', 'Bo Bee'],
        published: '2014-05-06',
        abstract: 'We light the tower.',
      },
      { title: 'Second tower', venue: 'Proceedings of Lamps', entry: { type: 'inproceedings' } },
    ]);
  });

  it('keeps the names of groups whole, and turns names with initials behind round', async () => {
    const groups = 'AU  - Institute of Lamps, Dawn and Dusk\nAU  - Rua, Ana and Bee, Bo\nAU  - Rua, Di, Jr.';
    expect(await readPapers('a.ris', `TY  - RPRT\n${groups}\nTI  - Light\nER  - \n`)).toMatchObject([
      {
        authors: ['Institute of Lamps, Dawn and Dusk', 'Ana Rua', 'Bo Bee', 'Di Rua Jr.'],
        entry: { corporate: ['Institute of Lamps, Dawn and Dusk'] },
      },
    ]);
    const pubmed =
      'PMID- 1\nTI  - Light.\nFAU - Rua, Ana 3rd\nAU  - Rua A 3rd\n\nPMID- 2\nTI  - Dark.\nAU  - van den Berg UB\n';
    expect((await readPapers('a.nbib', pubmed)).map(({ authors }) => authors)).toEqual([
      ['Ana Rua 3rd'],
      ['UB van den Berg'],
    ]);
  });

  it('takes pages, schools and volumes from wherever a service puts them', async () => {
    const ris =
      'TY  - THES\nTI  - Theory of light\nPB  - University of Dawn\nER  - \n' +
      'TY  - CONF\nTI  - Pages of light\nSP  - 785–794\nT3  - Lamp Notes\nT2  - LAMP\nER  - \n';
    const enw =
      '%0 Conference Proceedings\n%T Volume of light\n%Y Cy, Di\n%Y Eb, Fi\n%S Proceedings of Lamps\n%P 1-10\n%K light\nnight\n';
    const wos = 'FN Web of Science\nVR 1.0\nPT J\nTI Number of light\nBP 85\nEP 117\nAR 101\nER\nEF\n';
    const papers = [
      ...(await readPapers('a.ris', ris)),
      ...(await readPapers('a.enw', enw)),
      ...(await readPapers('a.ciw', wos)),
    ];
    expect(papers).toMatchObject([
      { title: 'Theory of light', entry: { type: 'phdthesis', fields: { school: 'University of Dawn' } } },
      { title: 'Pages of light', venue: 'LAMP', entry: { fields: { pages: '785–794' } } },
      {
        title: 'Volume of light',
        venue: 'Proceedings of Lamps',
        keywords: ['light', 'night'],
        entry: { editors: ['Di Cy', 'Fi Eb'], fields: { pages: '1–10' } },
      },
      { title: 'Number of light', entry: { fields: { pages: '85–117' } } },
    ]);
  });

  it('takes the id of an address before one that a note names', async () => {
    const ris =
      'TY  - JOUR\nTI  - Light\nN1  - better than arXiv:2001.00001\nL1  - https://arxiv.org/pdf/2104.08882.pdf\nER  - \n';
    expect((await readPapers('a.ris', ris))[0]?.id).toBe('arxiv:2104.08882');
  });

  it('ends whatever it is given', async () => {
    const good = '\nTY  - JOUR\nTI  - Good\nER  - \n';
    for (const bad of [
      'TY  - JOUR\n'.repeat(3_000),
      `TY  - JOUR\nTI  - ${'x\n'.repeat(100_000)}`,
      'A1  - a\n'.repeat(50_000),
    ]) {
      const { papers } = await readFiles({ 'a.ris': `${good}${bad}${good.replace('Good', 'Also good')}` });
      expect(papers[0]?.title).toBe('Good');
      expect(papers.at(-1)?.title).toBe('Also good');
    }
  });
});
