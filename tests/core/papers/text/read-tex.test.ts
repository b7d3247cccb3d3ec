import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTex } from '../../../../src/core/papers/text/tex/read-tex.ts';
import { LINEAR, measureGrowth } from '../../../growth.ts';

const READ: readonly (readonly [string, string])[] = [
  // Groups
  ['{{Double braced}} {L}antern{s} {W[1]}-hard {a, b}', 'Double braced Lanterns W[1]-hard a, b'],
  ['71.3{\\%} {\\&} 20{\\textdegree}C {\\textless}b{\\textgreater} {\\_} {\\#}', '71.3% & 20°C <b> _ #'],
  ['a } b { c', 'a  b  c'],
  ['\\{a\\} and \\textbraceleft{}b\\textbraceright{}', '{a} and {b}'],
  // Formulas
  ['{$O(n^2)$} in $O(n \\log n)$ and $10^{-3}$', 'O(n²) in O(n log n) and 10⁻³'],
  ['{(CAD)$^2$RL} and {K$_{3,3}$}-free, $x_{task}$, $\\mathbb{R}^d$', '(CAD)²RL and K₃,₃-free, x_task, ℝᵈ'],
  ['\\ensuremath{\\alpha}-\\(\\beta\\) and \\[ x \\leq y \\] $$z$$', 'α-β and x ≤ y z'],
  ['\\$5 here and 10\\$ there, $5 and $10', '$5 here and 10$ there, $5 and $10'],
  ['$<$b$>$ and &lt;b&gt;', '<b> and &lt;b&gt;'],
  ['$a \\not= b$, $\\frac{a+b}{2}$, $\\sqrt[3]{x}$, $\\left( x \\right.$', 'a ≠ b, (a+b)/2, √x, ( x'],
  ['$\\mbox{for $x$}$ and a lone $', 'for x and a lone $'],
  ['10$^{12}$ M$_{\\odot}$', '10¹² M⊙'],
  // Letters and accents
  [
    'Schr\\"odinger {\\"O}zg{\\"u}r {\\\'{e}} \\\'{\\i} \\v{S} \\v S \\c{c} \\~n',
    'Schrödinger Özgür é í Š Š ç ñ',
  ],
  [
    "Nguy{\\~{\\^e}}n Nguy\\~{\\^{e}}n {\\' e} Stra{\\ss}e \\O{}rsted \\o re {\\AA}",
    'Nguyễn Nguyễn é Straße Ørsted øre Å',
  ],
  ['\\t{oo} \\H o \\k{a} \\.z \\=a \\b{d} \\u g', 'o͡o ő ą ż ā ḏ ğ'],
  ['\\^{} \\~{} \\"quoted\\" words', '^ ~ "quoted" words'],
  // Commands of everyday files
  ['5\\textsuperscript{th} H\\textsubscript{2}O 10\\textsuperscript{-3}', '5th H₂O 10⁻³'],
  ['it{\\textquoteright}s \\enquote{new \\enquote{and} old}\\dag', 'it’s “new ‘and’ old”†'],
  ['O\\thinspace{}: a\\,b a\\,: c\\quad d', 'O: a b a: c d'],
  ['\\emph{very \\textbf{bold}} {\\it so} {\\relax Yu} {\\em on}', 'very bold so Yu on'],
  [
    '\\url{http://a.example/c\\_d%20} \\href{http://x.example}{text} http://a.example/b\\_c~d',
    'http://a.example/c_d%20 text http://a.example/b_c~d',
  ],
  ['see~\\cite[p.~3]{a,b} and\\footnote{thanks} more\\label{x}', 'see and more'],
  ['\\ce{H2SO4} at \\SI{5}{\\kelvin}, \\LaTeX\\ and \\TeX{}nician', 'H₂SO₄ at 5 kelvin, LaTeX and TeXnician'],
  [
    '\\apj, \\mnras{} \\aap',
    'The Astrophysical Journal, Monthly Notices of the Royal Astronomical Society Astronomy & Astrophysics',
  ],
  ['\\textcolor{red}{warm} \\foreignlanguage{german}{Licht}\\noopsort{1}er', 'warm Lichter'],
  ['\\MyModel: \\mymacro{kept} \\unknown{} x', 'MyModel: kept unknown x'],
  ['\\textasciicircum{}\\textasciitilde{}\\textbackslash{}x', '^~\\x'],
  // Ligatures
  ["``Bright'' `dim' it's {``}x{''} 1--2 a---b -{}-x !`hola", "“Bright” ‘dim’ it's “x” 1–2 a—b --x ¡hola"],
  ['Fig.~3 and x^2, y_1, 50% #1 & more', 'Fig. 3 and x², y_1, 50% #1 & more'],
];

describe('readTex', () => {
  it.each(READ)('reads %j as %j', (tex, text) => {
    expect(readTex(tex).replace(/ +/g, ' ').trim()).toBe(text.replace(/ +/g, ' '));
  });

  it('never throws, and ends whatever it is given', () => {
    const piece = fc.constantFrom(
      ..."{ } $ $$ \\( \\) \\[ \\ \\emph \\frac \\\" \\' \\v \\href \\begin{ ^ _ ~ ` '' -- \\text{ \\enquote{ x [ ] http://a \\left \\ce{".split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.boolean(), (pieces, isLoose) => {
        expect(typeof readTex(pieces.join(''), { isLoose })).toBe('string');
        expect(typeof readTex(pieces.join(' '), { isLoose })).toBe('string');
      }),
      { numRuns: 1000 },
    );
  });

  it('reads what stands in 40,000 nested groups and commands', () => {
    const depth = 40_000;
    expect(readTex(`${'{'.repeat(depth)}lamp${'}'.repeat(depth)} on`)).toBe('lamp on');
    expect(readTex(`${'\\emph{'.repeat(depth)}lamp${'}'.repeat(depth)} on`)).toBe('lamp on');
    expect(readTex('\\emph'.repeat(depth))).toBe('');
  });

  it.each([
    '{',
    '$',
    '\\',
    '`',
    '$a ',
    '\\emph{',
    '\\emph ',
    '\\(',
    '\\frac{',
    "\\'",
    '^{',
    '}{',
    '$}{',
    '\\href{',
  ])('takes no more than linear time over a text of %j', async (piece) => {
    const read = (length: number) => readTex(piece.repeat(Math.ceil(length / piece.length)));
    expect(await measureGrowth(read, 2 ** 14)).toBeLessThan(LINEAR);
  });
});
