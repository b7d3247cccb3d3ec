/** What a tag holds; numbers and the like by the names of BibTeX. */
export type Role = string;

/** A spelling of tagged text: one field a line, its tag in front. */
export type Dialect = {
  readonly name: string;
  /** A line that begins a field: its tag and what it holds. */
  readonly field: RegExp;
  /** The tag that begins a record where one is open already. */
  readonly begins: string;
  readonly ends?: string;
  readonly endsAtBlankLine?: true;
  /** Of these each continued line is a value of its own. */
  readonly lists: ReadonlySet<string>;
  readonly roles: ReadonlyMap<string, Role>;
  /** A line by which a file is known. */
  readonly sign: RegExp;
};

const roles = (text: string): ReadonlyMap<string, Role> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .flatMap((pair) => {
        const [role = '', tags = ''] = pair.split('=');
        return tags.split(',').map((tag) => [tag, role] as const);
      }),
  );
const set = (tags: string): ReadonlySet<string> => new Set(tags.split(' '));

/** RIS (https://en.wikipedia.org/wiki/RIS_(file_format)), with one space or more, tags in small letters, and tags before `TY`. */
const ris: Dialect = {
  name: 'RIS',
  // Two letters and one space before a dash may be words of a text.
  field: /^\s{0,2}([A-Z][A-Z0-9](?= {1,3}-)|[A-Za-z][A-Za-z0-9](?= {2}-)) {1,3}-(?: (.*)|)$/,
  begins: 'TY',
  ends: 'ER',
  lists: set(''),
  roles: roles(
    'type=TY title=TI,T1,CT journal=JF,T2,JO,BT,JA,J2,J1 author=AU,A1 editor=ED,A2 abstract=AB,N2 keywords=KW doi=DO url=UR,LK ' +
      'link=L1,L2,L3 date=PY,Y1,DA volume=VL number=IS first=SP last=EP publisher=PB address=CY issn=SN key=ID label=LB ' +
      'accession=AN catalogue=DP edition=ET series=T3 note=N1 skipped=Y2,ER',
  ),
  sign: /^\s{0,2}(?:TY {1,3}|ty {2})-/m,
};

/** MEDLINE, as PubMed saves it (https://www.nlm.nih.gov/bsd/mms/medlineelements.html). */
const medline: Dialect = {
  name: 'PubMed',
  field: /^([A-Z]{2,4}) {0,2}- ?(.*)$/,
  begins: 'PMID',
  lists: set(''),
  roles: roles(
    'key=PMID title=TI,BTI fullauthor=FAU author=AU corporate=CN editor=FED,ED abstract=AB date=DP,DEP journal=JT,TA doi=LID,AID,SO ' +
      'volume=VI number=IP pages=PG keywords=OT,MH issn=IS publisher=PB address=PL type=PT language=LA skipped=DCOM,LR,EDAT,MHDA,CRDT,PHST,DA,STAT,OWN,AD,AUID,GR,RN,SB,JID',
  ),
  sign: /^PMID- ?\d/m,
};

/** Web of Science, plain text (https://images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html). */
const webOfScience: Dialect = {
  name: 'Web of Science',
  field: /^([A-Z][A-Z0-9])(?: (.*)|)$/,
  begins: 'PT',
  ends: 'ER',
  lists: set('AU AF CA BE BA GP ED'),
  roles: roles(
    'type=DT kind=PT title=TI author=AU,BA fullauthor=AF corporate=CA editor=BE,ED abstract=AB keywords=DE,ID journal=SO,CT date=PY,EA,EY ' +
      'month=PD doi=DI volume=VL number=IS first=BP last=EP pages=AR publisher=PU address=PI issn=SN key=UT series=SE ' +
      'skipped=CR,NR,TC,Z9,U1,U2,C1,RP,EM,FN,VR,EF,ER,DA,WC,SC,GA,OI,RI,FU,FX,J9,JI,PA,LA',
  ),
  sign: /^(?:FN |VR 1|PT [A-Z]\s*$)/m,
};

/** RefWorks tagged text. */
const refWorks: Dialect = {
  name: 'RefWorks',
  field: /^([A-Z][A-Z0-9])(?: (.*)|)$/,
  begins: 'RT',
  endsAtBlankLine: true,
  lists: set('A1 A2'),
  roles: roles(
    'type=RT title=T1 author=A1 editor=A2 abstract=AB keywords=K1 journal=JF,T2,JO date=YR month=FD doi=DO url=UL,LK volume=VO number=IS ' +
      'first=SP last=OP publisher=PB address=PP issn=SN key=ID accession=AN edition=ED note=NO skipped=RD,DS,SR,LL,ST',
  ),
  sign: /^RT [A-Z]/m,
};

/** EndNote's import format, `.enw` (https://support.clarivate.com/Endnote). */
const endNote: Dialect = {
  name: 'EndNote',
  field: /^%([0-9A-Z!@#$&^~+*()[\]<>?=])(?: (.*)|)$/,
  begins: '0',
  endsAtBlankLine: true,
  lists: set('A E Y K'),
  roles: roles(
    'type=0 title=T author=A editor=E,Y abstract=X keywords=K journal=J,B date=D month=8 doi=R url=U link=> volume=V number=N pages=P ' +
      'publisher=I address=C issn=@ key=F accession=M edition=7 series=S note=Z skipped=!,G,W,~,+,[',
  ),
  sign: /^%0 [A-Z]/m,
};

export const dialects: readonly Dialect[] = [ris, medline, webOfScience, refWorks, endNote];
