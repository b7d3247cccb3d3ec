import { type Breathe, createBreather } from '../../async/time-slices.ts';
import type { XmlNode } from '../../papers/formats/xml/element.ts';
import { parseXml } from './xml.ts';

/** Characters parsed before others may get their turn. */
const slice = 16_000;

/**
 * As `parseXml`, for a document that is mostly one list of `record` elements: others get their turn while it is parsed. Rejects
 * with an UnreadableAnswer.
 */
export async function parseXmlInSlices(text: string, root: string, record: string): Promise<XmlNode> {
  const breathe = createBreather();
  const { frame, slices } = await cut(text, record, breathe);
  const document = parseXml(frame, root);
  await breathe();
  const records: unknown[] = [];
  for (const part of slices) {
    for (const one of listAt(parseXml(`<slice>${part}</slice>`, 'slice'), record)) records.push(one);
    await breathe();
  }
  return fill(document, record, records.values());
}

/** The document with every outermost record emptied, and the records in slices. */
async function cut(
  text: string,
  record: string,
  breathe: Breathe,
): Promise<{ readonly frame: string; readonly slices: readonly string[] }> {
  const marks = new RegExp(`<!--|<!\\[CDATA\\[|<${record}(?=[\\s/>])|</${record}\\s*>`, 'gu');
  const frame: string[] = [];
  const slices: string[] = [];
  let [kept, depth, begin, pending] = [0, 0, 0, ''];
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    const [found] = mark;
    if (found.startsWith('<!')) {
      const end = text.indexOf(found === '<!--' ? '-->' : ']]>', marks.lastIndex);
      if (end < 0) break;
      marks.lastIndex = end;
      continue;
    }
    const isEnd = found.startsWith('</');
    if (isEnd && depth === 0) continue;
    if (!isEnd) {
      if (depth === 0) begin = mark.index;
      depth += 1;
      marks.lastIndex = endOf(text, marks.lastIndex);
    }
    if (isEnd || text[marks.lastIndex - 2] === '/') {
      depth -= 1;
      if (depth > 0) continue;
      frame.push(text.slice(kept, begin), `<${record}/>`);
      kept = marks.lastIndex;
      pending += text.slice(begin, kept);
      if (pending.length < slice) continue;
      slices.push(pending);
      pending = '';
      await breathe();
    }
  }
  frame.push(text.slice(kept));
  if (pending !== '') slices.push(pending);
  return { frame: frame.join(''), slices };
}

/** Where a tag ends; the end of the text for one that is cut off. */
function endOf(text: string, from: number): number {
  const end = text.indexOf('>', from);
  return end < 0 ? text.length : end + 1;
}

/** Puts the records into their places, in the order of the document. */
function fill(node: XmlNode, record: string, records: Iterator<unknown>): XmlNode {
  const fillOne = (one: unknown) => (isNode(one) ? fill(one, record, records) : one);
  return Object.fromEntries(
    Object.entries(node).map(([name, held]) => {
      if (!Array.isArray(held)) return [name, held];
      return [name, held.map((one: unknown) => (name === record ? records.next().value : fillOne(one)))];
    }),
  );
}

function listAt(node: XmlNode, name: string): readonly unknown[] {
  const held = node[name];
  return Array.isArray(held) ? held : [];
}

function isNode(value: unknown): value is XmlNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
