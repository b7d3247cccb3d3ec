import type { Button, Card } from '../../chat/card.ts';
import type { Member } from '../../chat/channel.ts';
import { describeCron } from '../../digest/schedule/schedule.ts';
import { SearchFailure } from '../../search/engine.ts';
import type { Holdings } from '../../store/lists/holdings.ts';
import { counted } from '../../text/counted.ts';
import type { Command, Request, Services } from '../command.ts';
import { tellLearned } from '../taste/learned.ts';

/** Minutes for which the button that deletes works. */
const valid = 15;

const keepButton = {
  label: 'Keep everything',
  command: { name: 'papers', verb: 'forget-me', text: 'keep' },
  replaces: true,
} as const satisfies Button;

/** What a button deletes: what is stored in this workspace, or in all of the platform. */
type Reach = 'here' | 'everywhere';

/** `/papers forget-me`: shows what is stored about the asker and deletes it once they confirm. */
export const forgetMe = {
  name: 'papers',
  verb: 'forget-me',
  description: 'Show what is stored about you here, export it, or delete it for good',
  private: true,
  personal: true,
  readsButtons: true,
  explanation: 'Nothing is deleted until you press the button.',
  examples: () => [''],
  async run(request, services) {
    const text = request.line.text.trim();
    if (text === '') return [await showHoldings(request, services)];
    if (text === keepButton.command.text)
      return [{ title: 'Nothing was deleted', text: 'All that is stored about you stays as it is.' }];
    const reach = readConfirmation(request, services.now());
    if (reach === undefined) {
      const card = await showHoldings(request, services);
      return [
        { ...card, footer: 'Nothing was deleted: that button was too old, or not yours. This one works.' },
      ];
    }
    const { here, elsewhere } = await findSelves(request, services);
    for (const self of reach === 'everywhere' ? [...here, ...elsewhere] : here)
      await services.store.privacy.forget(self, services.now());
    return [await confirmDeletion(request, services)];
  },
} satisfies Command;

type Selves = { readonly here: readonly Member[]; readonly elsewhere: readonly Member[] };

/** The person in this workspace and in others. Where a direct message is of no workspace, all of them are here. */
async function findSelves(
  { member, sameEverywhere }: Request,
  { store }: Pick<Services, 'store'>,
): Promise<Selves> {
  if (sameEverywhere !== true) return { here: [member], elsewhere: [] };
  const all = await store.privacy.namesakes(member);
  if (member.workspace === '') return { here: all, elsewhere: [] };
  return { here: [member], elsewhere: all.filter(({ workspace }) => workspace !== member.workspace) };
}

async function confirmDeletion(request: Request, services: Services): Promise<Card> {
  const { elsewhere } = await findSelves(request, services);
  const gone = 'Your list, notes, tags, subscriptions and addresses, and whom you follow, are gone';
  const more = `Your old reactions will not save papers again; a fingerprint of your id is kept for 30 days to make sure of that.\n${describeBackups(services)}`;
  if (elsewhere.length === 0)
    return { title: 'Everything stored about you is deleted', text: `${gone}. ${more}` };
  return {
    title: 'Everything stored about you in this server is deleted',
    text: `${gone} here. ${more}\n${await describeRest(elsewhere, services)}`,
    buttons: [deleteButton('everywhere', 'Delete it everywhere', request, services)],
  };
}

async function showHoldings(request: Request, services: Services): Promise<Card> {
  const { here, elsewhere } = await findSelves(request, services);
  const learned = await Promise.all(here.map((self) => recallLearned(self, services)));
  const own = describeHoldings(await sumHoldings(here, services), learned);
  const exported: Button = {
    label: 'Export as CSV',
    command: { name: 'papers', verb: 'export', text: 'csv' },
  };
  if (elsewhere.length === 0)
    return {
      title: 'What is stored about you',
      text: own,
      buttons: [exported, deleteButton('here', 'Delete everything', request, services), keepButton],
    };
  return {
    title: 'What is stored about you in this server',
    text: `${own}\n${await describeRest(elsewhere, services)}`,
    buttons: [
      exported,
      deleteButton('here', 'Delete it here', request, services),
      deleteButton('everywhere', 'Delete it everywhere', request, services),
      keepButton,
    ],
  };
}

/** For how long what is deleted stands in backups. */
function describeBackups({ backups }: Pick<Services, 'backups'>): string {
  const back = 'Restoring one brings it back; forget-me then deletes it again.';
  if (backups === undefined)
    return `Backups made before now hold it until whoever runs this bot deletes them. ${back}`;
  const newer = counted(backups.keep, 'newer one has', 'newer ones have');
  const when = describeCron(backups.when.schedule);
  return `The bot's own backups (${when}) hold it until ${newer} been made, other copies until whoever runs this bot deletes them. ${back}`;
}

/** What else there is, and how to reach it. */
async function describeRest(elsewhere: readonly Member[], services: Services): Promise<string> {
  const { saved, notes, subscriptions } = await sumHoldings(elsewhere, services);
  const what = [
    counted(saved, 'saved paper'),
    counted(notes, 'note'),
    counted(subscriptions, 'subscription'),
  ];
  const where = counted(elsewhere.length, 'other place', 'other places');
  return `There is more in ${where}, in other servers or your direct messages with the bot: ${what.join(', ')}. A direct message to the bot shows all of it.`;
}

async function sumHoldings(selves: readonly Member[], { store }: Services): Promise<Holdings> {
  const all = await Promise.all(selves.map((self) => store.privacy.holdings(self)));
  const sum = (name: keyof Holdings) => all.reduce((total, one) => total + one[name], 0);
  return {
    saved: sum('saved'),
    notes: sum('notes'),
    tags: sum('tags'),
    reactions: sum('reactions'),
    removed: sum('removed'),
    subscriptions: sum('subscriptions'),
    addresses: sum('addresses'),
    added: sum('added'),
    followed: sum('followed'),
    unwanted: sum('unwanted'),
  };
}

const verbs: Readonly<Record<Reach, string>> = { here: 'delete', everywhere: 'delete-everywhere' };

function deleteButton(reach: Reach, label: string, { member }: Request, { now }: Services): Button {
  const minute = Math.floor(now().getTime() / 60_000).toString(36);
  const text = `${verbs[reach]} ${minute} ${member.id}`;
  return { label, command: { name: 'papers', verb: 'forget-me', text }, replaces: true, isDanger: true };
}

/** What this member's button deletes, where its minute is not too long ago; undefined for all else. */
function readConfirmation({ line, member, sameEverywhere }: Request, now: Date): Reach | undefined {
  const [verb = '', minute = '', ...id] = line.text.trim().split(' ');
  const age = Math.floor(now.getTime() / 60_000) - Number.parseInt(minute, 36);
  if (id.join(' ') !== member.id || !(age >= 0 && age <= valid)) return undefined;
  if (verb === verbs.here) return 'here';
  return verb === verbs.everywhere && sameEverywhere === true ? 'everywhere' : undefined;
}

/** What was learned of somebody, which goes with their list; nothing where the search does not tell just now. */
async function recallLearned(self: Member, services: Services): Promise<string | undefined> {
  try {
    const { isOff } = await services.store.tastes.of(self);
    return isOff ? 'Your wish that nothing is learned from your saves' : await tellLearned(self, services);
  } catch (error) {
    if (error instanceof SearchFailure) return undefined;
    throw error;
  }
}

function describeHoldings(holdings: Holdings, learned: readonly (string | undefined)[]): string {
  const { saved, notes, tags, reactions, removed, subscriptions, addresses, added, followed, unwanted } =
    holdings;
  return [
    `${counted(saved, 'saved paper')}, ${counted(notes, 'note')}, ${counted(tags, 'tag')}`,
    ...learned.flatMap((told) => told ?? []),
    ...(unwanted > 0 ? [`You asked for less like ${counted(unwanted, 'paper')}`] : []),
    `${counted(reactions, 'reaction')} by which you saved`,
    `${counted(removed, 'paper')} removed, kept for a while with notes and tags`,
    `${counted(subscriptions, 'subscription')} and ${counted(addresses, 'mail address', 'mail addresses')}`,
    ...(followed > 0 ? [`${followed} followed: people, venues, categories or papers`] : []),
    ...(added > 0 ? [`that you added ${counted(added, 'paper')}, which stay here without your id`] : []),
    'and the last list in each channel that you alone were shown.',
    'Your name is not stored. Your id is, only to keep these together.',
    'Deleting cannot be undone.',
  ].join('\n');
}
