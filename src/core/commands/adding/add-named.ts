import { countPapers } from '../../cards/plain-words.ts';
import type { Card, CommandLine } from '../../chat/card.ts';
import { tellMoment } from '../../digest/digest-words.ts';
import { findPaperIds, readPaperId } from '../../papers/identity.ts';
import { lookUp } from '../../papers/lookup.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import { clipText } from '../../text/clip-text.ts';
import type { Request, Services } from '../command.ts';
import { type Addition, lookUpsAnHour } from './paper-adder.ts';

/** Papers that one message may bring here: each is a request of its own. */
export const mostAtOnce = 5;

/** What a service says of itself is cut here, in UTF-16 units. */
const longestReason = 200;

/** Why a paper of an id is not here. */
type Refusal = { readonly state: 'refused' };
export type NotAdded = {
  readonly id: PaperId;
  readonly why: Exclude<Addition, { readonly state: 'added' }> | Refusal;
};

/** The arXiv ids and DOIs in a text, in order, each once; the text may be one itself, in any form. */
export function namePaperIds(text: string): readonly PaperId[] {
  const whole = readPaperId(text);
  return whole === undefined ? findPaperIds(text) : [whole];
}

/**
 * Adds what a request names by an id and is not here, for a command that is about something else: where the asker may not add
 * papers, nothing is said of it.
 */
export async function addUnknown(
  request: Request,
  services: Services,
): Promise<{ readonly papers: readonly Paper[]; readonly explained: readonly Card[] }> {
  const unknown = namePaperIds(request.text).filter((id) => lookUp(services.corpus, id) === undefined);
  if (unknown.length === 0 || !(await mayAdd(request, services))) return { papers: [], explained: [] };
  const { papers, missing } = await addNamed(unknown.slice(0, mostAtOnce), request, services);
  return {
    papers,
    explained: missing.map((one) => explainNotAdded(one, request.line, request, services)),
  };
}

/** Whether the asker may have papers looked up that are not here yet. */
export async function mayAdd(request: Request, { adder }: Services): Promise<boolean> {
  if (adder.whoMayAdd === 'managers') return (await request.managesWorkspace?.()) === true;
  return adder.whoMayAdd === 'everybody' && (await request.belongs?.()) !== false;
}

/** Adds the papers of some ids that are not here, by the asker; tells of each that could not be. */
export async function addNamed(
  ids: readonly PaperId[],
  request: Request,
  services: Services,
): Promise<{ readonly papers: readonly Paper[]; readonly missing: readonly NotAdded[] }> {
  if (ids.length === 0) return { papers: [], missing: [] };
  if (!(await mayAdd(request, services)))
    return { papers: [], missing: ids.map((id) => ({ id, why: { state: 'refused' } })) };
  const papers: Paper[] = [];
  const missing: NotAdded[] = [];
  const additions = ids.map(async (id) => ({ id, why: await services.adder.add(id, request.member) }));
  for (const { id, why } of await Promise.all(additions)) {
    if (why.state === 'added') papers.push(why.paper);
    else missing.push({ id, why });
  }
  return { papers, missing };
}

/** Says why a paper is not here; `again` is tried once more by a button where that may help. */
export function explainNotAdded(
  { id, why }: NotAdded,
  again: CommandLine,
  { zone }: Request,
  services: Services,
): Card {
  const name = writePaperId(id);
  const buttons = [{ label: 'Try again', command: { ...again, text: id }, replaces: true }] as const;
  if (why.state === 'unknown') return { title: `No paper found: ${name}`, text: explainUnknownId(id) };
  if (why.state === 'refused') return explainRefusal(name, services);
  const until =
    why.until === undefined ? {} : { details: [tellMoment('Again from', why.until, zone ?? 'UTC', zone)] };
  if (why.state === 'too many') {
    const text = `${name} was not looked up: each person can look up ${lookUpsAnHour} papers an hour, so that arXiv and the others are not overloaded. The next one is possible:`;
    return { title: 'That is the limit for this hour', text, ...until, buttons };
  }
  const when = why.until === undefined ? '' : ' You can try again:';
  const text = `Nothing was added, because ${clipText(why.reason, longestReason)}.${when}`;
  return { title: `${name} cannot be looked up at the moment`, text, ...until, buttons };
}

function explainUnknownId(id: PaperId): string {
  return id.startsWith('arxiv:')
    ? 'arXiv has no paper with this number. Check it: an arXiv id looks like 2303.08010.'
    : 'Neither Crossref nor OpenAlex knows this DOI. Check it; a new DOI takes a few days to appear there.';
}

function explainRefusal(name: string, { adder, search }: Services): Card {
  const title =
    adder.whoMayAdd === 'managers'
      ? 'Only managers of this workspace can add papers'
      : adder.whoMayAdd === 'everybody'
        ? 'Only members of this workspace can add papers'
        : 'No papers can be added here';
  const text = `${name} is not among the ${countPapers(search.size)} here, and was not looked up. Whoever runs this bot decides who can add papers, with the setting add-papers.`;
  return { title, text };
}

/** The id as people write it: `arXiv:2303.08010`, `doi:10.1000/xyz`. */
function writePaperId(id: PaperId): string {
  return id.replace(/^arxiv:/u, 'arXiv:');
}
