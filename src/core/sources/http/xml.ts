import { children, parseElements, type XmlNode } from '../../papers/formats/xml/element.ts';
import { UnreadableAnswer } from './unreadable-answer.ts';

/** The root element of a whole XML document. Throws an UnreadableAnswer for what is cut off, malformed or another document. */
export function parseXml(text: string, root: string): XmlNode {
  const beginning = text.slice(0, 200).trim();
  if (beginning === '') throw new UnreadableAnswer('the answer is empty');
  if (/^(?:<!doctype html|<html)/iu.test(beginning))
    throw new UnreadableAnswer('a web page came instead of data');
  if (!beginning.startsWith('<') && !beginning.startsWith('\ufeff<'))
    throw new UnreadableAnswer(`this came instead of data: ${beginning.slice(0, 80).replace(/\s+/gu, ' ')}`);
  let document: XmlNode;
  try {
    const parsed = parseElements(text);
    if (parsed === undefined) throw new UnreadableAnswer('the XML is cut off or malformed');
    document = parsed;
  } catch (error) {
    if (error instanceof UnreadableAnswer) throw error;
    throw new UnreadableAnswer('the XML is refused: it nests, names or declares more than a feed needs', {
      cause: error,
    });
  }
  const found = children(document, root)[0];
  if (found === undefined) {
    const names = Object.keys(document).filter((name) => !/^[?#@]/u.test(name));
    throw new UnreadableAnswer(`<${names[0] ?? 'nothing'}> came where <${root}> was expected`);
  }
  return found;
}
