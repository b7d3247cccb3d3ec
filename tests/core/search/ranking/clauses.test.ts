import { expect, it } from 'vitest';
import { idsOf, indexOf, samplePaper } from '../sample-papers.ts';

it('a name is found in one author, not in the initials of one and the family of another', async () => {
  const index = await indexOf([
    samplePaper({ id: 'two', title: 'Two', authors: ['S. Jones', 'Anna Smith'] }),
    samplePaper({ id: 'one', title: 'One', authors: ['S. Jones', 'J. Smith'] }),
  ]);
  expect(await idsOf(index, 'author:"J. Smith"')).toEqual(['one']);
  expect(await idsOf(index, 'author:"John Smith"')).toEqual(['one']);
});

it('a phrase with a word that these papers have not is not the phrase with a stop word there', async () => {
  const papers = [
    samplePaper({ id: 'the', title: 'Moss the garden' }),
    samplePaper({ id: 'quiet', title: 'Moss quiet garden' }),
  ];
  for (const segmentSize of [1, 2]) {
    const index = await indexOf(papers, { segmentSize });
    expect(await idsOf(index, 'title:"moss quiet garden"')).toEqual(['quiet']);
    expect(await idsOf(index, 'title:"moss qqqq garden"')).toEqual([]);
    expect(await idsOf(index, 'title:"moss of garden"')).toEqual(['the']);
  }
});
