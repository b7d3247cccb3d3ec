import { nearestPage } from '../../cards/paper-list.ts';
import type { Button, Card } from '../../chat/card.ts';
import { describeDigest } from '../../digest/digest-words.ts';
import type { Digest } from '../../store/digests/digest.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { listDigestsOf } from './named-digest.ts';

/** So many on one page. */
const pageSize = 5;
const deliveriesLookedAt = 3;

const list = {
  description: 'List the digests of this channel: what comes next, what came last, what failed',
  tellsTimes: true,
  private: true,
  repeatable: true,
  examples: () => [''],
  run: listDigests,
} as const;

/** `/digest list`: what is posted in this channel, and what became of it. */
export const digestList = {
  ...list,
  name: 'digest',
  verb: 'list',
  managers: true,
  anyone: true,
} satisfies Command;

/** `/papers digests`: the same for everybody, where the platform shows `/digest` to managers alone. */
export const digests = { ...list, name: 'papers', verb: 'digests' } satisfies Command;

async function listDigests(request: Request, services: Services): Promise<readonly Card[]> {
  const here = await listDigestsOf(request.channel, services);
  if (here.length === 0) {
    return [
      {
        title: 'There are no digests in this channel',
        text: `${services.typed('digest', 'add', 'uncertainty 09:00 weekdays')} makes one; ${services.typed('papers', 'subscribe', 'uncertainty')} sends papers to you alone.`,
      },
    ];
  }
  const page = nearestPage(request.line.page, pageSize, here.length);
  const shown = here.slice((page - 1) * pageSize, page * pageSize);
  const cards = await Promise.all(shown.map((digest) => showDigest(digest, request, services)));
  const more = here.length > page * pageSize;
  const last = cards.at(-1);
  if (last === undefined) return cards;
  const another = `${services.typed('digest', 'add')} makes another digest`;
  if (!more)
    return [...cards.slice(0, -1), { ...last, footer: [last.footer, another].filter(Boolean).join(' · ') }];
  const next: Button = {
    label: 'Next',
    command: { ...request.line, text: '', page: page + 1 },
    replaces: true,
  };
  return [...cards.slice(0, -1), { ...last, buttons: [...(last.buttons ?? []), next] }];
}

async function showDigest(digest: Digest, { zone }: Request, { store }: Services): Promise<Card> {
  const history = await store.deliveryHistory.list(digest.id, deliveriesLookedAt);
  const topic = digest.topic === '' ? 'all papers' : quote(digest.topic);
  return {
    title: `Digest ${digest.id}: ${topic}${digest.paused === undefined ? '' : ' (paused)'}`,
    ...describeDigest(digest, history, zone),
    buttons: buttonsFor(digest),
  };
}

function buttonsFor({ id, paused, declaredAs }: Digest): readonly Button[] {
  const press = (label: string, verb: string): Button => ({
    label,
    command: { name: 'digest', verb, text: String(id) },
  });
  return [
    press('Preview', 'preview'),
    ...(paused !== undefined ? [press('Resume', 'resume')] : []),
    ...(declaredAs !== undefined ? [] : paused === undefined ? [press('Pause', 'pause')] : []),
    ...(declaredAs === undefined ? [press('Change', 'edit'), press('Remove', 'remove')] : []),
  ];
}
