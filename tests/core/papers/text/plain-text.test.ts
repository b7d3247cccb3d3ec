import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../../src/core/papers/text/plain-text.ts';
import { foldText, foldWords } from '../../../../src/core/text/fold-text.ts';
import { LINEAR, measureGrowth } from '../../../growth.ts';
import { neverShown } from '../../text/never-shown.ts';

const PAGE = readFileSync(new URL('../fixtures/daily-papers-page.txt', import.meta.url), 'utf8');

/** Oddities of the shipped papers: what stands on the page, and how it is shown. */
const SHOWN: readonly (readonly [string, string])[] = [
  // LaTeX
  ['COVID-19, pneumoni{\\ae} and', 'COVID-19, pneumoniæ and'],
  ['amount of {\\em labeled} training', 'amount of labeled training'],
  ['1.71\\% and 0.5\\% of', '1.71% and 0.5% of'],
  ["first ``deep'' learning", 'first “deep” learning'],
  ['(e.g.,~SVD)', '(e.g., SVD)'],
  ["model -- Google's", "model – Google's"],
  // Maths flattened
  ['of approx72% (CIFAR-10) and approx48%', 'of ≈72% (CIFAR-10) and ≈48%'],
  ['suite (L_infty=8/255) with', 'suite (L∞ = 8/255) with'],
  ['of 2.3times for Stable Diffusion v1.5', 'of 2.3× for Stable Diffusion v1.5'],
  ['and 4.1times for', 'and 4.1× for'],
  ['maps u mapsto y by', 'maps u ↦ y by'],
  ['to 0.556-0.733x and', 'to 0.556–0.733× and'],
  ['predictions by 1.3-2x.', 'predictions by 1.3–2×.'],
  ['with 100x shorter sequences', 'with 100× shorter sequences'],
  ['to 40% ~ 80% without', 'to 40%–80% without'],
  ['significant 2 ~ 5 times speed-up', 'significant 2–5 times speed-up'],
  // Missing space
  ['re-training.In this paper', 're-training. In this paper'],
  ['inputs.In this paper', 'inputs. In this paper'],
  ['proposed by[18]', 'proposed by [18]'],
  ['enough:Large Scale', 'enough: Large Scale'],
  ['from 61.52(59.80-63.26) to', 'from 61.52 (59.80–63.26) to'],
  ['to 71.01(69.44-72.58).', 'to 71.01 (69.44–72.58).'],
  ['frameworkhttps://github.com/amirgholami/ZeroQ.', 'framework: https://github.com/amirgholami/ZeroQ.'],
  // Superfluous space, stray dash
  ['a +5 % gain', 'a +5% gain'],
  ['by 5 % and 9 % respectively', 'by 5% and 9% respectively'],
  ['at https://lei-kun.github.io/uni-o4/ .', 'at https://lei-kun.github.io/uni-o4/'],
  ['propose ZeroQ , a novel', 'propose ZeroQ, a novel'],
  [
    'without Transformers/ Convolutions/ BERTs/ Mixers/ Attention/ RNNs or ....',
    'without Transformers/Convolutions/BERTs/Mixers/Attention/RNNs or …',
  ],
  ['January 6, 2021, out performing the', 'January 6, 2021, outperforming the'],
  [
    'preprocessing -deep neural networks and ensemble methods- or',
    'preprocessing – deep neural networks and ensemble methods – or',
  ],
  // Addresses
  ['at github.com/blutjens/climate-emulator.', 'at https://github.com/blutjens/climate-emulator.'],
];

/** What stays exactly as the authors have it. */
const KEPT: readonly string[] = [
  'x = Ax + Bu, y = Cx + Du',
  'at https://github.com/Guoxoug/window-early-exit.',
  '(https://github.com/Tabrisrei/ISLES22_Ensemble)',
  'see https://github.com/magenta/ddsp and more',
  'generative models [1]. As [1, 38] and [234]',
  '(Wang et al., 2019a)',
  'with <30% the number',
  'DPA+ROE and FA+ROE',
  'an 80%+ accuracy',
  // Misprints are the authors' own.
  'Owning to the langauge, proposed a effective CFDBnech (STARS22), much fewer occurences of reeengineering',
  'based on the this network there are diversity existing',
  // No safe rule mends these.
  'wellperformance basenet',
  'sparsityinduced',
  'introduces FuxiDA',
  // Ordinary words that look like the remnants of formulas.
  'three times, many times over, 5 times faster, approximate and approx 5',
  'sim2real with torch.Tensor, Node.js, e.g.In and std::vector',
  'the years 2003-2015, 10-20% of them, model- and supervisor-independent',
  '10x Genomics, y = 2x, 3x + 2, a 4x4 grid and 0x1f',
  'costs $5 and $10, or $5-$10',
  'the set {a, b} and {0, 1}',
  'git --verbose with http://a.example/c--d?x=$1&y=a_b~c',
  'suffixes -able and inter- are',
  'x~N(0,1) and ~10% of ~user',
  'C:\\Users\\me and \\unknown{stays}',
  "don't touch the authors' quotes",
];

/** More of what titles and abstracts hold elsewhere. */
const ELSEWHERE: readonly (readonly [string, string])[] = [
  ['Before <script>alert("1 < 2")</SCRIPT > after', 'Before after'],
  ['Before &lt;style type="x"&gt;p{color:red}&lt;/style&gt;after', 'Before after'],
  ['Of the <script> tag alone', 'Of the tag alone'],
  ['A figure<img src="x" onerror="alert(1)"> and <!-- hidden -->more', 'A figure and more'],
  ['Schr\\"odinger, Erd\\H{o}s, {\\\'E}tienne, Fran\\c{c}ois', 'Schrödinger, Erdős, Étienne, François'],
  [
    '\\v{S}koda, Stra\\ss e, \\O rsted, na{\\"\\i}ve, M{\\o}ller, {\\L}ukasz',
    'Škoda, Straße, Ørsted, naïve, Møller, Łukasz',
  ],
  ['\\emph{very \\textbf{bold}} and {\\it so \\emph{on}}', 'very bold and so on'],
  ['$O(n^2)$ and $\\mathcal{O}(n \\log n)$', 'O(n²) and O(n log n)'],
  ['$\\alpha \\leq \\beta_i$ for $x \\in \\mathbb{R}^{d}$', 'α ≤ βᵢ for x ∈ ℝᵈ'],
  ['$\\approx 5\\%$, $10^{-3}$, $90^\\circ$, $\\mathcal{L}_{task}$', '≈ 5%, 10⁻³, 90°, L_task'],
  ['$n\\times m$, $\\frac{1}{2}$, is$\\sim$5, $\\{0,1\\}^n$', 'n × m, 1/2, is∼5, {0,1}ⁿ'],
  ['A\\&B at 5\\% of snake\\_case for \\$5', 'A&B at 5% of snake_case for $5'],
  ['well known \\cite{a,b}, see~\\ref{c}.', 'well known, see.'],
  ['a---b, 1--2 and Fig.~3', 'a—b, 1–2 and Fig. 3'],
  [
    '&lt;i&gt;E. coli&lt;/i&gt; in H<sub>2</sub>O, 10<sup>-3</sup> &amp;amp; &eacute;',
    'E. coli in H₂O, 10⁻³ & é',
  ],
  ['<jats:p>One.</jats:p><jats:p>Two.</jats:p>', 'One. Two.'],
  ['{BERT}: {N}eural', 'BERT: Neural'],
  ['mathcal{O}(n) and textbf{Ours}', 'O(n) and Ours'],
  [' two\t lines\r\nhere ', 'two lines here'],
  [
    'zero\u200b-width, \u202eoverride\u202c, so\u00adft, bell\u0007, lone \ud800',
    'zero-width, override, soft, bell, lone',
  ],
  ['e\u0301 composed', 'é composed'],
  ['\u2329 alone', '\u3008 alone'],
  // Mark-up is read once: what it stands for is text.
  ['Lanterns cost \\$5 here and 10\\$ there', 'Lanterns cost $5 here and 10$ there'],
  ['if $<$b$>$ holds, {\\textless}i{\\textgreater} too', 'if <b> holds, <i> too'],
  ['by 71.3{\\%} {\\&} {$O(n^2)$}', 'by 71.3% & O(n²)'],
];

describe('plainText', () => {
  it.each(SHOWN)('shows %j as %j', (raw, shown) => {
    expect(plainText(raw)).toBe(shown);
  });

  it('changes the 21 texts of the shipped page that need it, and leaves no remnant in any', () => {
    const texts = PAGE.split('\n').filter((line) => line !== '');
    expect(texts.filter((text) => plainText(text) !== text)).toHaveLength(21);
    expect(
      texts.map(plainText).filter((text) => /[\\{}`~]|approx\d|\dtimes|_infty| [,%]|--|\.{3}/.test(text)),
    ).toEqual([]);
  });

  it.each(KEPT)('leaves %j alone', (text) => {
    expect(plainText(text)).toBe(text);
  });

  it.each(ELSEWHERE)('reads %j as %j', (raw, shown) => {
    expect(plainText(raw)).toBe(shown);
  });

  it('never throws, and gives one line in NFC without what is never shown', () => {
    const piece = fc.constantFrom(
      ...[
        '\\emph{',
        '{\\em ',
        '}',
        '{',
        '$',
        '\\(',
        '\\)',
        '\\',
        "\\'",
        '\\"',
        '``',
        "''",
        '`',
        '--',
        '~',
        '^',
        '_',
        '&amp;',
      ],
      ...[
        '&lt;',
        '<i>',
        '<sup>',
        '</sup>',
        'https://a.b/c',
        'github.com/a/b',
        ' ',
        ' .',
        ' ,',
        '%',
        '1',
        '2.5',
        'x',
        'times',
      ],
      ...[
        'approx',
        '_infty',
        '=',
        'In this',
        'word',
        '.',
        ':',
        '[',
        ']',
        '(',
        ')',
        '\\alpha',
        '\\%',
        '\\{',
        '\ue000',
        '\u0301',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, (raw) => {
        const once = plainText(raw);
        expect(once).toBe(once.trim().normalize('NFC'));
        expect(once).not.toMatch(/[\n\t\u202e\u200b]| {2}/);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    '{',
    '$',
    ' ',
    '\\',
    '`',
    '$a ',
    '\\emph{',
    '<a ',
    '&amp;',
    'ahttps://',
    '1 ~ ',
    '{a}',
    '\\(',
    ' ,',
    '<script>',
    '<script></style>',
  ])('takes no more than linear time over a text of %j', async (piece) => {
    const read = (length: number) => plainText(piece.repeat(Math.ceil(length / piece.length)));
    expect(await measureGrowth(read, 2 ** 14)).toBeLessThan(LINEAR);
  });
});

it('has no character that is never shown, and none that stands for an address', () => {
  for (const character of neverShown) expect(plainText(`Sto${character}ne`)).toBe('Stone');
  expect(plainText('\ue000\ue010\ue001 stone https://example.org/x')).toBe('stone https://example.org/x');
});

describe('foldText', () => {
  it.each([
    ['Hénaff', 'henaff'],
    ['NÜRNBERGER', 'nurnberger'],
    ['Łukasz Đorđević', 'lukasz dordevic'],
    ['Straße, Ørsted, Æsir', 'strasse, orsted, aesir'],
    ['İstanbul', 'istanbul'],
    ['ﬁne ²', 'fine 2'],
  ])('folds %j to %j', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('keeps only the words of a title', () => {
    expect(foldWords('  “Deep” Learning: a Näive—Approach? ')).toBe('deep learning a naive approach');
    expect(foldWords('深度学习：综述')).toBe('深度学习 综述');
  });
});
