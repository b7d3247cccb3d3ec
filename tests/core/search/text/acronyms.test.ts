import { describe, expect, it } from 'vitest';
import { acronymsOf } from '../../../../src/core/search/index/acronym-table.ts';
import { findAcronyms } from '../../../../src/core/search/text/acronyms.ts';
import { indexOf, samplePaper } from '../sample-papers.ts';

const found = (text: string): string[] =>
  findAcronyms(text).map(({ short, long }) => `${short}: ${long.join(' ')}`);

describe('acronyms that a text introduces', () => {
  it.each<[string, string[]]>([
    ['We use Monte Carlo Dropout (MCD) here', ['mcd: monte carlo dropout']],
    ['out-of-distribution (OOD) detection', ['ood: out of distribution']],
    ['Deep Neural Networks (DNNs) are', ['dnn: deep neural networks']],
    [
      'natural language processing (NLP), large language models (LLMs)',
      ['nlp: natural language processing', 'llm: large language models'],
    ],
    ['a state-of-the-art (SOTA) model', ['sota: state of the art']],
    ['the Expected Calibration Error (ECE)', ['ece: expected calibration error']],
    ['a Hidden Markov Model (HMM)', ['hmm: hidden markov model']],
    ['bidirectional transformers from encoders (BTE)', ['bte: bidirectional transformers from encoders']],
    ['Mixture of Experts (MoE)', ['moe: mixture of experts']],
    ['contrastive language image pretraining (CLIP)', ['clip: contrastive language image pretraining']],
    ['graph attention (GAT-2)', []],
    ['as shown (Figure) and (see) and (2020)', []],
    ['nothing before (XYZ)', []],
    ['(ABC) at the start', []],
    ['the model (A)', []],
    ['heatshock transcription (HT) factor', ['ht: heatshock transcription']],
    ['', []],
  ])('%j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('are read in linear time', () => {
    expect(found(`${'(A'.repeat(100_000)} ${'a '.repeat(100_000)}(AAAAAAAAAA)`)).toHaveLength(1);
  });
});

describe('a table of acronyms', () => {
  it('tells the forms most papers use, of papers that are there', async () => {
    const paper = (id: string, abstract: string) => samplePaper({ id, abstract });
    const index = await indexOf(
      [
        paper('a', 'mobile ad hoc network (MAN)'),
        paper('b', 'metropolitan area networks (MAN)'),
        paper('c', 'metropolitan area network (MAN), metropolitan area network (MAN)'),
        paper('d', 'massive anonymous node (MAN)'),
        paper('e', 'metropolitan area network (MAN)'),
      ],
      { segmentSize: 2 },
    );
    const table = () => acronymsOf(index.segments());
    expect(
      table()
        .longForms('man')
        .map((words) => words.join(' ')),
    ).toEqual(['metropolitan area network', 'massive anonymous node']);
    expect(table().shortForms(['metropolitan', 'area', 'networks'])).toEqual(['man']);
    await index.update({ put: [], removed: ['b', 'c', 'e', 'd'] });
    expect(table().longForms('man')).toEqual([['mobile', 'ad', 'hoc', 'network']]);
    expect(table().shortForms(['metropolitan', 'area', 'network'])).toEqual([]);
    expect(table().longForms('constructor')).toEqual([]);
  });
});
