import type { Button, Card, CommandLine } from '../../chat/card.ts';
import { lookUp } from '../../papers/lookup.ts';
import { displayTitle, type PaperId } from '../../papers/paper.ts';
import { findPaper } from '../../store/lists/find-paper.ts';
import { quote } from '../../text/quote.ts';
import type { Request, Services } from '../command.ts';
import { askFirst, type Decision, readDecision } from '../confirmation.ts';

const word = 'take-down';

/** The paper that the button to take one down means, and whether that was answered; undefined for what people type. */
export function readTakeDown(
  text: string,
): { readonly paper: PaperId; readonly decision?: Decision } | undefined {
  const { text: asked, ...decided } = readDecision(text);
  const paper = new RegExp(`^${word} (\\S+)$`, 'u').exec(asked)?.[1];
  return paper === undefined ? undefined : { paper, ...decided };
}

/** The card of one paper, with the button that takes it down for those who may: who added it in this workspace, and who manages the workspace. */
export async function withTakeDown(card: Card, request: Request, services: Services): Promise<Card> {
  const [item, ...others] = card.items ?? [];
  if (item === undefined || others.length > 0) return card;
  const offered = await offerTakeDown(item.paper, request, services);
  return { ...card, items: [{ ...item, buttons: [...(item.buttons ?? []), ...offered] }] };
}

async function offerTakeDown(
  paper: PaperId,
  request: Request,
  services: Services,
): Promise<readonly Button[]> {
  if ((await judge(paper, request, services)) !== 'may') return [];
  return [{ label: 'Take down', command: lineFor(paper) }];
}

function lineFor(paper: PaperId): CommandLine {
  return { name: 'papers', verb: 'add', text: `${word} ${paper}` };
}

/** Takes a paper down that was added in the asker's workspace, after asking once, and says what that did. */
export async function takeDown(
  { paper: id, decision }: NonNullable<ReturnType<typeof readTakeDown>>,
  request: Request,
  services: Services,
): Promise<Card> {
  const paper = await findPaper(id, services);
  const title = quote(paper === undefined ? id : displayTitle(paper));
  const known = paper?.id ?? id;
  const verdict = await judge(known, request, services);
  if (verdict === 'may not')
    return {
      title: 'This paper stays here',
      text: `Only whoever added ${title} and managers of this workspace can take it down.`,
    };
  const isNothing = verdict === 'nothing';
  if (!isNothing && decision === 'no')
    return { title: 'This paper stays here', text: `${title} can still be found by everybody.` };
  if (!isNothing && decision === undefined) {
    const text = `${title} will no longer be found here. People who saved it keep it in their lists.`;
    return askFirst({ title: 'Take this paper down?', text }, 'Take down', lineFor(known));
  }
  if (isNothing || !(await services.adder.takeDown(request.member, known)))
    return {
      title: 'There is nothing to take down',
      text: `${title} was not added here by hand.`,
    };
  const isHere = lookUp(services.corpus, known) !== undefined;
  return {
    title: 'Taken down',
    text: isHere
      ? `${title} is no longer listed as added here. It stays, because it also comes from another source.`
      : `${title} is no longer here. People who saved it keep it in their lists.`,
    buttons: [{ label: 'Add again', command: { name: 'papers', verb: 'add', text: known }, replaces: true }],
  };
}

/** Whether the asker may take a paper down; `nothing` where nobody of this workspace added it. */
async function judge(
  paper: PaperId,
  { member, managesWorkspace }: Request,
  { store }: Services,
): Promise<'may' | 'may not' | 'nothing'> {
  const added = await store.addedPapers.find(member, paper);
  if (added === undefined) return 'nothing';
  return added.by?.id === member.id || (await managesWorkspace?.()) === true ? 'may' : 'may not';
}
