import { readPaperId } from '../../papers/identity.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import type { CorpusState, DocumentRef } from '../index/corpus-state.ts';

/** Ids as typed, resolved. */
export type ResolvedIds = { readonly ids: ReadonlySet<PaperId>; readonly unknown: readonly string[] };

/** The papers that ids name: arXiv ids and DOIs in any form, our ids, ids of the papers' files, addresses. */
export function resolveIds(
  state: CorpusState,
  find: (id: PaperId) => DocumentRef | undefined,
  typed: readonly string[],
): ResolvedIds {
  const ids = new Set<PaperId>();
  const others = new Set<string>();
  for (const text of typed) {
    const known = [readPaperId(text), text, text.toLowerCase()].find((id) => id !== undefined && find(id));
    if (known === undefined) others.add(text);
    else ids.add(known);
  }
  if (others.size === 0) return { ids, unknown: [] };
  const keys = new Map([...others].map((text) => [keyOf(text), text]));
  for (const { papers, deleted } of state.segments) {
    papers.forEach((paper, document) => {
      if (deleted[document] === 1) return;
      for (const key of keysOf(paper)) {
        const text = keys.get(key);
        if (text === undefined) continue;
        ids.add(paper.id);
        others.delete(text);
      }
    });
  }
  return { ids, unknown: [...others] };
}

/** Whether an id or an address as typed names the paper. */
export function isNamedBy(typed: string, paper: Paper): boolean {
  return (
    [readPaperId(typed), typed, typed.toLowerCase()].includes(paper.id) ||
    keysOf(paper).some((key) => keyOf(key) === keyOf(typed))
  );
}

/** What a typed id or address may be among the `keysNaming` a paper. */
export function keysTyped(text: string): readonly string[] {
  return [...new Set([keyOf(text), text, text.toLowerCase()])];
}

/** All that names a paper, in one form. */
export function keysNaming(paper: Paper): readonly string[] {
  return [...new Set([paper.id, ...keysOf(paper).map(keyOf)])];
}

function keyOf(text: string): string {
  return readPaperId(text) ?? addressOf(text) ?? text;
}

/** What a paper is known by beside its id. */
function keysOf(paper: Paper): string[] {
  const keys = [...paper.recordIds];
  if (paper.doi !== undefined) keys.push(`doi:${paper.doi}`);
  if (!paper.urlIsSearch) keys.push(addressOf(paper.url) ?? paper.url);
  return keys;
}

/** An http(s) address without what makes no difference; undefined for other texts. */
function addressOf(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text)) return undefined;
  return text.replace(/^https?:\/\/(?:www\.)?/i, '//').replace(/(?<![/?#])[/?#]+$/, '');
}
