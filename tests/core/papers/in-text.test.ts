import { expect, it } from 'vitest';
import { findPapersIn } from '../../../src/core/papers/in-text.ts';
import { measureWork } from '../../growth.ts';
import { shippedPapers } from '../papers-to-try.ts';

const byId = new Map(shippedPapers.map((paper) => [paper.id, paper]));
const corpus = { papers: shippedPapers, get: (id: string) => byId.get(id), titled: () => [] };

/** What people send each other, and the papers of the 88 that come with the bot which it names. */
const texts: readonly (readonly [what: string, text: string, ids: readonly string[]])[] = [
  ['a link in a chat', 'Have you read https://arxiv.org/abs/2303.08010? Worth it.', ['2303.08010']],
  [
    'a link and another paper by its title',
    'https://arxiv.org/pdf/2303.08010v2 reminds me of "Training Ensembles with Inliers and Outliers for Semi-supervised Active Learning"',
    ['2303.08010', '2307.03741'],
  ],
  ['a bare id in a sentence', 'see 2001.00281, section 3.', ['2001.00281']],
  [
    'two ids and a page number',
    'arXiv:2006.03654v6 [cs.CL] and arXiv:1602.07261, p. 1234.5678',
    ['2006.03654', '1602.07261'],
  ],
  ['the DOI that arXiv gives', 'doi: 10.48550/arXiv.2312.00858.', ['2312.00858']],
  ['a DOI as a name of a file', '10.48550_arXiv.2303.08010.pdf', ['2303.08010']],
  ['an id as a name of a file', 'arXiv-2303.08010v2.pdf', ['2303.08010']],
  [
    'a bare id as a name of a file',
    'I put 2304.03543.pdf and xia_2303.08010-notes.pdf into the folder',
    ['2304.03543', '2303.08010'],
  ],
  ['an id with a hyphen in a sentence', 'the one in arXiv-2303.08010, I mean', ['2303.08010']],
  [
    'a title as a name of a file',
    'DeBERTa_Decoding-enhanced_BERT_with_Disentangled_Attention.pdf',
    ['2006.03654'],
  ],
  [
    'a link through Outlook',
    'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Farxiv.org%2Fabs%2F2308.10524&data=05%7C02%7Cada%40lab.org%7C3f2a&sdata=pZ%3D&reserved=0',
    ['2308.10524'],
  ],
  [
    'a link through Google',
    'https://www.google.com/url?q=https://arxiv.org/abs/2310.00093&sa=D&source=editors&ust=1700000000000000&usg=AOvVaw0',
    ['2310.00093'],
  ],
  [
    'a link through Slack',
    'https://slack-redir.net/link?url=https%3A%2F%2Fwww.arxiv.org%2Fabs%2F2001.04643v1',
    ['2001.04643'],
  ],
  [
    'a link through Proofpoint, old and new',
    'https://urldefense.proofpoint.com/v2/url?u=https-3A__arxiv.org_abs_2009.08453&d=DwMF&c=abc and https://urldefense.com/v3/__https://arxiv.org/abs/2106.10165__;!!Nl',
    ['2009.08453', '2106.10165'],
  ],
  [
    'a link in a newsletter that counts clicks',
    'https://click.example.com/CL0/https:%2F%2Farxiv.org%2Fabs%2F2310.02557/1/0100018f-1111-2222/abc=345',
    ['2310.02557'],
  ],
  [
    'a redirect to a redirect',
    'https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Farxiv.org%252Fabs%252F1801.01681&h=AT0',
    ['1801.01681'],
  ],
  [
    'other pages of a paper',
    '<https://huggingface.co/papers/2309.17230|this> and https://www.alphaxiv.org/abs/2302.02300 and ar5iv.org/abs/2306.01705',
    ['2309.17230', '2302.02300', '2306.01705'],
  ],
  [
    'a list of references',
    `[1] G. Xia and C.-S. Bouganis. Window-Based Early-Exit Cascades for Uncertainty Estimation: When Deep Ensembles are
     More Efficient than Single Models. In ICCV, 2023.
[2] Y. Cai et al. ZeroQ: A Novel Zero Shot Quantization Framework. In CVPR, 2020.
[3] A. Krizhevsky, I. Sutskever, and G. Hinton. ImageNet classification with deep convolutional neural networks, 2012.
[4] J. Engel, L. Hantrakul, C. Gu, and A. Roberts. DDSP: Differentiable digital signal processing. ICLR 2020.`,
    ['2303.08010', '2001.00281', '2001.04643'],
  ],
  [
    'a title broken over lines with hyphens',
    'We follow "Rethinking Model Ensem-\nble in Transfer-based Adver-\r\nsarial Attacks" here.',
    ['2303.09105'],
  ],
  [
    'a mail with quoted-printable breaks',
    'Dear all,\r\nplease read https://arxiv.org/abs/2=\r\n403.18955 until Friday.\r\nAda',
    ['2403.18955'],
  ],
  [
    'a title on the sixth line of a mail',
    'Hi Ben,\n\nthanks!\nSee below.\n\n---\nLearning General Audio Representations with Large-Scale Training of Patchout Audio Transformers\n',
    ['2211.13956'],
  ],
  [
    'a title with a letter wrong at its beginning',
    'Wndow-Based Early-Exit Cascades for Uncertainty Estimation: When Deep Ensembles are More Efficient than Single Models',
    ['2303.08010'],
  ],
  [
    'a title with two letters the wrong way round',
    'Model compression via distillation and quantizaiton',
    ['1802.05668'],
  ],
  [
    'a title with a letter left out in the middle',
    'anyone tried "Locally Regularized Neural Diferential Equations: Some Black Boxes Were Meant to Remain Closed!" yet?',
    ['2303.02262'],
  ],
  [
    'a title in other letters and without accents',
    'VARIFOCAL-NET: A CHROMOSOME CLASSIFICATION APPROACH USING DEEP CONVOLUTIONAL NETWORKS',
    ['1810.05943'],
  ],
  [
    'a short title by itself',
    'Papers for Monday:\n- Dataset Quantization\n- *Diffusion Deepfake*\n- “Stitchable Neural Networks”',
    ['2308.10524', '2302.06586', '2404.01579'],
  ],
  [
    'short titles as words of a sentence',
    'We tried dataset quantization and diffusion deepfake detection, with decentralized diffusion models in mind',
    [],
  ],
  [
    'a title that is a part of none',
    'Deep learning for case based reasoning is what I am after, or a survey on deep learning approaches',
    [],
  ],
  [
    'numbers that are no ids',
    'Call +49 2303.080101 or 555-2303.08010, version 1.2303.08010, room 12303.08010',
    [],
  ],
  ['ids that are not here', 'https://arxiv.org/abs/1706.03762 and 10.1000/182 and arXiv:2401.99999', []],
  ['a chat about nothing', 'ok see you at 14:30 in 2.08, bring the ensemble 🎻', []],
  [
    'an answer with a link quoted twice',
    '> https://arxiv.org/abs/2310.02025\nyes! DeepZero: Scaling up Zeroth-Order Optimization for Deep Model Training',
    ['2310.02025'],
  ],
  [
    'a title with another paper in it',
    'Is it “Attention is All You Need? Good Embeddings with Statistics are enough:Large Scale Audio Understanding without Transformers/ Convolutions/ BERTs/ Mixers/ Attention/ RNNs or ....”?',
    ['2110.03183'],
  ],
  [
    'an entry of BibTeX',
    '@article{he, title={{MEAL V2}: Boosting Vanilla ResNet-50 to 80\\%+ Top-1 Accuracy on ImageNet without Tricks}, eprint={2009.08453}}',
    ['2009.08453'],
  ],
];

it.each(texts)('finds what %s names, and nothing else', async (_, text, ids) => {
  const found = await findPapersIn(corpus, text);
  expect(found.map(({ id }) => id.replace('arxiv:', '')).sort()).toEqual([...ids].sort());
});

it.each([
  ['one word', 'ensemble '],
  ['redirects', 'https://a.example/?u=https%3A%2F%2Fb.example%2F%3Fu%3D'],
  ['ids', '2303.08010 '],
  ['DOIs', '10.1000/a '],
  ['percent signs', 'https://%%%3A%2F%2F'],
  ['beginnings of titles', 'Window-Based Early-Exit Cascades for Uncertainty Estimation: When '],
  ['halves of characters', '\ud83d \u0000\u202e'],
  ['letters that become many', '\ufdfa '],
  ['quotes', '“"*_'],
])('reads 40,000 characters of %s within a moment', async (_, piece) => {
  const text = piece.repeat(Math.ceil(40_000 / piece.length)).slice(0, 40_000);
  expect(await measureWork(() => findPapersIn(corpus, text))).toBeLessThan(2_000);
});

it.each([
  ['brackets behind a link', `https://${')'.repeat(49_000)}x`],
  ['slashes behind a link', `https://a.org/${'/'.repeat(49_000)}x`],
])('reads %s, as many as a message holds, in an instant', async (_, text) => {
  const time = await measureWork(async () => expect(await findPapersIn(corpus, text)).toEqual([]));
  expect(time).toBeLessThan(700);
});
