import { findPaperIds } from '../identity.ts';
import { decode } from '../redirects.ts';
import { isObject } from './fields.ts';

/** Ids that the fields of a record name, beside those in the fields made for them. */
export type NamedIds = { readonly arxivId?: string; readonly doi?: string };

/** Where ids of other papers stand, and what only looks like one. */
const OF_OTHERS =
  /^(?:title|abstract|summary|gist|tldr|authors?|editors?|keywords?|categories|source|sources|venue_?ids?|key|type|references?|referenced_?works|cit(?:ed|ation|es|ing)?.*|related.*|xref|crossref|xdata|zbl.*|mr.*|is[bs]n|lccn|pmid|pmcid|pages|annote|annotation|rights|license)$/i;
/** Where a bare number is an id. */
const OF_ARXIV =
  /arxiv|eprint|preprint|archive|report|number|^(?:id|ids|entry_?id|file|files|pdf|path|attachments?|local-?url|volume)$/i;
const ARXIV = /arxiv|ar5iv|alphaxiv|huggingface|\babs\/|\bcorr\b/i;
/** Another paper than this is meant. */
const RELATION =
  /\b(?:compare|comments? on|reply to|response to|see(?: also)?|cf|extends|extension of|version of|based on|supersede[sd]?|replace[sd]?|erratum|corrig\w+|addendum|builds on|companion|part of)\b/i;
/** Fields of remarks, which are looked through when no other names the paper. */
const REMARKS = /^(?:notes?|comments?|remarks?|addendum|extra)$/i;
const MAYBE = /\d{4}\.\d{4}|\/\d{7}|10\.\d{4}/;
/** Texts of one record that are looked through, and characters of each. */
const MOST_TEXTS = 200;
const LONGEST_TEXT = 2000;

/**
 * The arXiv id and the DOI that the fields of a record name, wherever they stand: in a journal, a volume, a note, an address, a
 * field of a tool's own. A field that names several papers, or says that it means another one, names none;
 * remarks count where no other field names one.
 */
export function findNamedIds(fields: Readonly<Record<string, unknown>>): NamedIds {
  let arxivId: string | undefined;
  let doi: string | undefined;
  let texts = 0;
  const isOnArxiv = /^\s*(?:arxiv|corr)\b/i.test(String(fields.journal ?? fields.venue ?? ''));
  const all = [...textsIn(fields)];
  const isRemark = ([name]: readonly [string, string]) => REMARKS.test(name);
  for (const [name, written] of [...all.filter((one) => !isRemark(one)), ...all.filter(isRemark)]) {
    const text = /%2f/i.test(written) ? decode(written.slice(0, LONGEST_TEXT)) : written;
    texts += 1;
    if (texts > MOST_TEXTS || (arxivId !== undefined && doi !== undefined)) break;
    if (!MAYBE.test(text)) continue;
    const ids = findPaperIds(text.slice(0, LONGEST_TEXT));
    const isRelated = RELATION.test(text);
    const preprints = ids.filter((id) => id.startsWith('arxiv:'));
    const [preprint] = preprints;
    const isMeant = OF_ARXIV.test(name) || ARXIV.test(text) || preprint?.includes('/') === true || isOnArxiv;
    if (preprints.length === 1 && isMeant && !isRelated) arxivId ??= preprint?.slice('arxiv:'.length);
    const dois = ids.filter((id) => id.startsWith('doi:'));
    if (dois.length === 1 && !isRelated) doi ??= dois[0]?.slice('doi:'.length);
  }
  return { ...(arxivId === undefined ? {} : { arxivId }), ...(doi === undefined ? {} : { doi }) };
}

/** The texts of a record by the names of their fields, one level deep. */
function* textsIn(
  fields: Readonly<Record<string, unknown>>,
  depth = 0,
): Generator<readonly [string, string]> {
  for (const [name, value] of Object.entries(fields)) {
    if (OF_OTHERS.test(name)) continue;
    if (typeof value === 'string') yield [name, value];
    else if (Array.isArray(value)) {
      for (const item of value.slice(0, 20)) {
        if (typeof item === 'string') yield [name, item];
        else if (isObject(item) && depth === 0) yield* textsIn(item, 1);
      }
    } else if (isObject(value) && depth < 2) yield* textsIn(value, depth + 1);
  }
}
