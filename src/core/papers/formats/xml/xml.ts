import type { Report } from '../../problem.ts';
import type { Format } from '../format.ts';
import { readWhole } from '../lines.ts';
import type { RawRecord } from '../record.ts';
import { children, parseElements, type XmlNode } from './element.ts';
import { readAtomEntry, readDublinCore, readOaiArxiv, readRssItem } from './elements.ts';

export const xml: Format = {
  endings: ['xml', 'atom', 'rss'],
  read: readXml,
  isLike: (head) => /^\s*(?:<\?xml\b|<(?:feed|rss|rdf:RDF|OAI-PMH)\b)/.test(head),
};

/** What arXiv answers, saved as a file: Atom of its search, RSS of a category, OAI-PMH in the formats `arXiv` and `oai_dc`. */
async function* readXml(input: AsyncIterable<string>, report: Report): AsyncGenerator<RawRecord> {
  const text = await readWhole(input, report);
  if (text === undefined || text.trim() === '') return;
  let root: XmlNode;
  try {
    const parsed = parseElements(text);
    if (parsed === undefined) throw new Error('cut off or malformed');
    root = parsed;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    report({
      line: 1,
      what: `not XML (${reason})`,
      remedy: 'save it again, or export BibTeX or RIS instead',
    });
    return;
  }
  let line = 0;
  for (const fields of recordsIn(root)) {
    line += 1;
    if (fields !== undefined) yield { line, fields };
  }
  if (line > 0) return;
  const name = Object.keys(root).find((key) => !/^[?#@]/.test(key)) ?? 'nothing';
  report({
    line: 1,
    what: `<${name}> holds no papers that are known`,
    remedy: 'export BibTeX, RIS or JSON instead',
  });
}

function* recordsIn(root: XmlNode) {
  for (const entry of children(children(root, 'feed')[0], 'entry')) yield readAtomEntry(entry);
  for (const item of children(children(children(root, 'rss')[0], 'channel')[0], 'item'))
    yield readRssItem(item);
  for (const item of children(children(root, 'rdf:RDF')[0], 'item')) yield readRssItem(item);
  const [harvest] = children(root, 'OAI-PMH');
  for (const answer of ['ListRecords', 'GetRecord'])
    for (const record of children(children(harvest, answer)[0], 'record')) {
      const [metadata] = children(record, 'metadata');
      const [arxiv] = [...children(metadata, 'arXiv'), ...children(metadata, 'arXivRaw')];
      const [core] = children(metadata, 'oai_dc:dc');
      yield arxiv === undefined
        ? core === undefined
          ? undefined
          : readDublinCore(core)
        : readOaiArxiv(arxiv);
    }
}
