/** What an entry says, whatever its spelling. */
export type Expected = {
  readonly title: string;
  readonly authors: readonly string[];
  readonly published: string;
  /** `arxiv:…`, `doi:…`, or nothing. */
  readonly id: string;
};
export type GeneratedFile = { readonly text: string; readonly entries: readonly Expected[] };

type Spelling = readonly [plain: string, ...tex: string[]];

const WORDS: readonly Spelling[] = [
  ['Lanterns', 'Lanterns', '{L}anterns', '{Lanterns}'],
  ['at', 'at'],
  ['night', 'night', '\\emph{night}', '\\textit{night}', '{\\em night}'],
  ['BERT', '{BERT}', '{B}{E}{R}{T}', 'BERT', '{{BERT}}'],
  ['of', 'of'],
  ['naïve', 'na{\\"i}ve', 'na\\"{\\i}ve', 'na{\\"\\i}ve', 'naïve'],
  ['Erdős', 'Erd{\\H o}s', 'Erd\\H{o}s', 'Erd{\\H{o}}s', 'Erdős'],
  ['Straße', 'Stra{\\ss}e', 'Stra{\\ss{}}e', 'Straße'],
  ['ægis', '{\\ae}gis', '\\ae{}gis', '\\ae gis'],
  ['Dawn & Dusk', 'Dawn \\& Dusk', 'Dawn {\\&} Dusk'],
  ['5% more', '5\\% more', '5{\\%} more'],
  ['in O(n²)', 'in $O(n^2)$', 'in {$O(n^{2})$}', 'in \\(O(n^2)\\)'],
  ['10⁻³ lamps', '$10^{-3}$ lamps', '10$^{-3}$ lamps', '10\\textsuperscript{-3} lamps'],
  ['α-decay', '$\\alpha$-decay', '{$\\alpha$}-decay', '\\ensuremath{\\alpha}-decay'],
  ['H₂O', 'H$_2$O', '{H$_{2}$O}', 'H\\textsubscript{2}O'],
  ['x ≤ y', '$x \\leq y$', '$x \\le y$'],
  ['“Bright”', "``Bright''", "{``}Bright{''}", '\\enquote{Bright}'],
  ['it’s', 'it{\\textquoteright}s', 'it\\textquoteright{}s', 'it’s'],
  ['1–2', '1--2', '1–2', '1{\\textendash}2'],
  ['$5 and 10$', '\\$5 and 10\\$', '{\\$}5 and 10{\\$}'],
  ['if <b> holds', 'if {\\textless}b{\\textgreater} holds', 'if $<$b$>$ holds'],
  ['snake_case', 'snake\\_case', 'snake{\\_}case'],
  ['#1', '\\#1', '{\\#}1'],
  ['at 20°C', 'at 20{\\textdegree}C', 'at 20$^\\circ$C', 'at 20\\textdegree{}C'],
  ['5th', '5\\textsuperscript{th}', '5th'],
];

const NAMES: readonly Spelling[] = [
  ['Ana Rua', 'Rua, Ana', 'Ana Rua', '{Rua}, Ana', 'family=Rua, given=Ana'],
  ['Bo B. Bee', 'Bee, Bo B.', 'Bo B. Bee', 'Bee, Bo~B.'],
  ['Una van den Berg', 'van den Berg, Una', 'Una van den Berg', '{van den Berg}, Una'],
  ['Łukasz Müller', 'M{\\"u}ller, {\\L}ukasz', 'M\\"uller, \\L{}ukasz', 'Müller, Łukasz'],
  ['Ángel Ruaé', "Rua{\\'e}, {\\'A}ngel", "Rua{\\'{e}}, {\\'{A}}ngel", 'Ruaé, Ángel'],
  ['Martin King Jr.', 'King, Jr., Martin', 'King, {Jr.}, Martin'],
  ['Nguyễn Văn An', 'An, Nguy{\\~{\\^e}}n V{\\u a}n', 'An, Nguyễn Văn'],
  ['Lantern Institute of Dawn, Dusk and Night', '{Lantern Institute of Dawn, Dusk and Night}'],
  ['Dawn Optimization, Inc.', '{Dawn Optimization, Inc.}', '{{Dawn Optimization, Inc.}}'],
];

const DATES: readonly Spelling[] = [
  ['2021', 'year = {2021}', 'year = 2021', 'year = "2021"', 'date = {2021}', 'Year = {{2021}}'],
  [
    '2021-08',
    'year = 2021, month = aug',
    'year = {2021}, month = {August}',
    'date = {2021-08}',
    'month = 8, year = 2021',
  ],
  [
    '2010-09-22',
    'year = {2010}, month = {SEP 22}',
    'date = {2010-09-22}',
    'year = 2010, month = sep, day = 22',
  ],
  ['1999', 'year = {1999--2009}', 'date = {1999~}', 'year = {1999a}', 'year = {c. 1999}'],
];

const IDS: readonly Spelling[] = [
  ['', 'note = {Draft}', 'pages = {1--9}'],
  [
    'doi:10.5555/aa_1.2',
    'doi = {10.5555/aa_1.2}',
    'doi = {10.5555/aa\\_1.2}',
    'doi = {https://doi.org/10.5555/AA_1.2}',
    'url = {http://dx.doi.org/10.5555/aa_1.2}',
  ],
  [
    'arxiv:2104.09997',
    'eprint = {2104.09997}, archivePrefix = {arXiv}',
    'eprint = {2104.09997v2}, eprinttype = {arxiv}',
    'journal = {arXiv preprint arXiv:2104.09997}',
    'journal = {CoRR}, volume = {abs/2104.09997}',
    'url = {https://arxiv.org/abs/2104.09997}',
    'howpublished = {\\url{https://arxiv.org/pdf/2104.09997v1}}',
    'note = {arXiv:2104.09997 [cs.LG]}',
  ],
  [
    'arxiv:hep-th/9901999',
    'eprint = {hep-th/9901999}',
    'eprint = {9901999}, archivePrefix = {arXiv}, primaryClass = {hep-th}',
    'journal = {arXiv preprint hep-th/9901999}',
  ],
];

const KEYS = [
  'rua2021',
  'Rua:2021/a',
  'DBLP:journals/corr/abs-1',
  'rua_2021-b',
  '',
  'Rua et al 2021',
  'rua+21;x',
];
const TYPES = ['article', 'ARTICLE', 'InProceedings', 'misc', 'online'];

/** Files of BibTeX as people and tools write them, with what they say; the same for the same seed. */
export function generateFiles(seed: number, count: number, size = 8): readonly GeneratedFile[] {
  const random = createRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const spell = (spellings: readonly Spelling[]) => {
    const [plain, ...tex] = pick(spellings);
    return { plain, tex: pick(tex) };
  };
  const several = <T>(make: () => T, most: number): readonly T[] =>
    Array.from({ length: 1 + Math.floor(random() * most) }, make);

  function entry(number: number): { readonly text: string; readonly expected: Expected } {
    const words = [{ plain: `Paper ${number}:`, tex: `Paper ${number}:` }, ...several(() => spell(WORDS), 7)];
    const people = several(() => spell(NAMES), 4);
    const date = spell(DATES);
    const id = spell(IDS);
    const title = words.map(({ tex }) => tex).join(pick([' ', ' ', '\n    ']));
    const author = people.map(({ tex }) => tex).join(pick([' and ', ' and ', '\n  and ', '  and\n']));
    const [open, close] = pick([
      ['{', '}'],
      ['{', '}'],
      ['"', '"'],
      ['{{', '}}'],
    ] as const);
    const isQuotable = !/(?<!\{[^}]*)"/.test(title);
    const value = open === '"' && !isQuotable ? `{${title}}` : `${open}${title}${close}`;
    const fields = [
      `${pick(['title', 'Title', 'TITLE'])} = ${value}`,
      `author = {${author}}`,
      date.tex,
      id.tex,
    ];
    const order = random() < 0.5 ? fields : [...fields].reverse();
    const others = random() < 0.2 ? ' and others' : '';
    const text = `@${pick(TYPES)}{${pick(KEYS)},\n  ${order.join(',\n  ').replace(`{${author}}`, `{${author}${others}}`)}${pick(['', ','])}\n}\n`;
    return {
      text,
      expected: {
        title: words.map(({ plain }) => plain).join(' '),
        authors: people.map(({ plain }) => plain),
        published: date.plain,
        id: id.plain,
      },
    };
  }

  return Array.from({ length: count }, () => {
    const entries = Array.from({ length: size }, (_, number) => entry(number));
    return {
      text: entries.map(({ text }) => text).join(pick(['\n', '\n% remark\n', ''])),
      entries: entries.map(({ expected }) => expected),
    };
  });
}

/** Mulberry32: numbers from 0 to 1. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
