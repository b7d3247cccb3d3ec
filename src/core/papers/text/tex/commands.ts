import { LETTERS, readPairs, SYMBOLS } from '../symbols.ts';

/** Symbols of text and of packages in wide use, beside those that are written too. */
const MORE =
  'textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” textquotesingle \' textquotedbl " quotedblbase „ ' +
  'quotesinglbase ‚ glqq „ grqq “ glq ‚ grq ‘ flqq « frqq » guillemotleft « guillemotright » guillemetleft « guillemetright » ' +
  'guilsinglleft ‹ guilsinglright › lq ‘ rq ’ textbullet • textperiodcentered · textexclamdown ¡ textquestiondown ¿ ' +
  'texteuro € textsterling £ textyen ¥ textcent ¢ textcurrency ¤ textsection § textparagraph ¶ textordfeminine ª ' +
  'textordmasculine º textonehalf ½ textonequarter ¼ textthreequarters ¾ textonesuperior ¹ texttwosuperior ² ' +
  'textthreesuperior ³ textmu µ textohm Ω textcelsius ℃ texttimes × textpm ± textdiv ÷ textminus − textrightarrow → ' +
  'textleftarrow ← textasciiacute ´ textasciigrave ` textasciicircum ^ textasciitilde ~ textasciimacron ¯ ' +
  'textasciidieresis ¨ textbackslash \\ textunderscore _ textdollar $ textnumero № textdagger † textdaggerdbl ‡ dag † ' +
  'ddag ‡ textasteriskcentered * textcopyright © textservicemark ℠ textpertenthousand ‱ textperthousand ‰ lbrace { ' +
  'rbrace } lbrack [ rbrack ] textlnot ¬ textnonbreakinghyphen - slash / textdblhyphen - textvisiblespace ␣ less < ' +
  'greater > lt < gt > la ≲ ga ≳ lsim ≲ gsim ≳ arcsec ″ arcmin ′ celsius ℃ degC ℃ angstrom Å NG Ŋ ng ŋ SS ẞ IJ Ĳ ij ĳ ' +
  'hookrightarrow ↪ rightsquigarrow ⇝ leadsto ⇝ models ⊨ vDash ⊨ vdash ⊢ dashv ⊣ bigcup ⋃ bigcap ⋂ bigoplus ⨁ ' +
  'bigotimes ⨂ bigvee ⋁ bigwedge ⋀ sqcup ⊔ sqcap ⊓ sqsubseteq ⊑ sqsupseteq ⊒ prec ≺ succ ≻ preceq ⪯ succeq ⪰ asymp ≍ ' +
  'doteq ≐ triangleq ≜ coloneqq ≔ oint ∮ iint ∬ diamond ⋄ lozenge ◊ blacksquare ■ bigcirc ◯ heartsuit ♥ spadesuit ♠ ' +
  'clubsuit ♣ diamondsuit ♦ flat ♭ sharp ♯ natural ♮ nexists ∄ therefore ∴ because ∵ Box □ ltimes ⋉ rtimes ⋊ bowtie ⋈ ' +
  'ominus ⊖ imath ı jmath ȷ beth ℶ wp ℘ mho ℧ complement ∁ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ ' +
  'Longleftrightarrow ⟺ nearrow ↗ searrow ↘ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ rightharpoonup ⇀ rightleftharpoons ⇌ ' +
  'xrightarrow → leqq ≦ geqq ≧ nleq ≰ ngeq ≱ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ smallsetminus ∖ vdots ⋮ ddots ⋱ dotsc … ' +
  'dotsb ⋯ sec sec csc csc cot cot arcsin arcsin arccos arccos arctan arctan sinh sinh cosh cosh coth coth hom hom ' +
  'lcm lcm BibTeX BibTeX LaTeXe LaTeX2e XeTeX XeTeX and and';

/** Control words that are one character or word. */
export const TEXTS: ReadonlyMap<string, string> = new Map([
  ...[...SYMBOLS].filter(([name]) => name !== 'sqrt'),
  ...readPairs(MORE),
  ...Object.entries(LETTERS),
  ['limsup', 'lim sup'],
  ['liminf', 'lim inf'],
  ['textcompwordmark', ''],
]);

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** One argument, which is what is shown. */
export const UNWRAPPED = set(
  'emph textbf textit texttt textsc textrm textsf textsl textup textmd textnormal text mathrm mathbf mathcal mathsf mathit ' +
    'mathfrak mathscr mathtt mathnormal boldsymbol bm pmb operatorname underline uline ul mbox hbox fbox textlf textsw uppercase ' +
    'lowercase MakeLowercase MakeUppercase MakeTextUppercase NoCaseChange textgreek textcyrillic textlatin num mkbibemph ' +
    'mkbibitalic mkbibbold textins symup symbf symit smash phantom overbrace underbrace nolinkurl path bibinfo bibnamefont bibfnamefont',
);
/** One argument, read as a formula. */
export const FORMULAS = set('ensuremath');
/** So many arguments go with them. */
export const DROPPED: ReadonlyMap<string, number> = new Map([
  ...'cite citep citet citealp citealt citeauthor citeyear parencite textcite nocite ref eqref autoref cref Cref pageref label vspace hspace thanks index noop noopsort SortNoop fontencoding color hypertarget footnotemark input write'
    .split(' ')
    .map((name) => [name, 1] as const),
  ['rule', 2],
]);
/** The last of two arguments is what is shown. */
export const SECONDS = set('textcolor foreignlanguage stackrel overset underset colorbox raisebox scalebox ');
/** Nothing is shown for them, and the space behind goes with them. */
export const DECLARATIONS = set(
  'em it bf tt sc rm sf sl cal itshape bfseries ttfamily scshape slshape upshape mdseries rmfamily sffamily normalfont small large ' +
    'Large LARGE huge Huge tiny scriptsize normalsize footnotesize relax protect displaystyle textstyle scriptstyle left right big bigl ' +
    'bigr Big Bigl Bigr bigg biggl biggr Bigg Biggl Biggr middle limits nolimits noindent sloppy selectfont boldmath unboldmath nobreak ' +
    'allowbreak unskip ignorespaces xspace hfill centering break null strut mathstrut',
);
export const SPACES = set(
  'quad qquad enspace space newline par item linebreak nobreakspace bigskip medskip smallskip hskip',
);
/** Spaces that stand before punctuation in print alone. */
export const THIN_SPACES = set('thinspace medspace thickspace negthinspace');
