import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { foldSpaces } from '../../../text/fold-spaces.ts';

/** An element: its children by name, attributes under `@name`, its own text under `#text`. */
export type XmlNode = { readonly [name: string]: unknown };

/**
 * Text stays text: `0704.0001` is no number and a title may be `0`. Entities that a document declares are not expanded, external
 * ones refused, as is what is nested more than a hundred times.
 */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
});

/** The elements of a whole document; nothing where it is cut off or malformed. Throws for what nests, names or declares too much. */
export function parseElements(text: string): XmlNode | undefined {
  return XMLValidator.validate(text) === true ? (parser.parse(text) as XmlNode) : undefined;
}

/** The child elements of a name; one with nothing but text is `{ '#text': … }`. */
export function children(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  const found = node !== undefined && Object.hasOwn(node, name) ? node[name] : undefined;
  if (!Array.isArray(found)) return [];
  return found.map((one: unknown) => (isNode(one) ? one : { '#text': one }));
}

/** The element at the end of a path of names; the first of each. */
function child(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  return path.reduce<XmlNode | undefined>((at, name) => children(at, name)[0], node);
}

/** The text of the element at the end of a path, on one line; undefined where there is none or it is empty. */
export function textAt(node: XmlNode | undefined, ...path: readonly string[]): string | undefined {
  return textOf(child(node, ...path));
}

/** The texts of all child elements of a name that have one. */
export function textsAt(node: XmlNode | undefined, name: string): readonly string[] {
  return children(node, name).flatMap((one) => textOf(one) ?? []);
}

function textOf(node: XmlNode | undefined): string | undefined {
  const own = node?.['#text'];
  const text = typeof own === 'string' ? foldSpaces(own) : '';
  return text === '' ? undefined : text;
}

function isNode(value: unknown): value is XmlNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
