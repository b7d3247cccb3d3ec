/** How people ask for papers; X is what about. */
export const requests: readonly string[] = `
  find me papers about X
  papers on X
  papers about X please
  recent papers on X
  show me papers on X
  I'm looking for papers on X
  I am looking for articles about X
  looking for work on X
  any papers on X?
  do you have papers about X?
  are there any papers on X?
  what are the latest papers on X?
  recent work on X
  state of the art in X
  what is the state of the art in X?
  how does X work?
  what is X?
  what is known about X?
  what's new in X?
  anything new on X?
  latest research on X
  can you find papers about X?
  could you show me some papers on X, please?
  give me a paper about X
  I want to read about X
  I would like to learn about X
  I need papers on X
  tell me about X
  tell me more about X
  literature on X
  X papers
  X, please
  X these days
  papers related to X
  papers that deal with X
  papers dealing with X
  research about X
  studies on X
  who works on X?
  what has been done on X?
  what do we know about X?
  help me find papers about X
  please search for X
  publications on X
  interesting papers on X
  good papers on X
  most important papers on X
  which papers discuss X?
  what papers are there on X?
  has anyone worked on X?
  is there anything on X?
  I am interested in X
  everything about X
  something on X, thanks
  recnet work on X
  papers abuot X
  papers about "X"
  recent papers on "X"?
  introduction to X
  an overview of X
  recent advances in X
  recent progress on X
  papers that describe X
  articles describing X
  information about X
  hello, do you have anything about X?
  new results on X
  anything new about X please
  how do I get started with X?
  how do people do X?
  how X works
  top papers on X
  key papers on X
  must-read papers on X
  most cited papers on X
  seminal papers in X
  trends in X
  what are the main approaches to X?
  what methods are there for X?
  could somebody point me to papers on X?
  hi, anything on X today?
  pls send papers on X
  does anyone know papers on X?
  X for beginners
  X?
`
  .trim()
  .split(/\n\s*/);

/** What they ask about; one of them with a slip. */
export const topics: readonly string[] = [
  'uncertainty estimation',
  'graph neural networks',
  'machine translation',
  'question answering',
  'reinforcment learning',
];
