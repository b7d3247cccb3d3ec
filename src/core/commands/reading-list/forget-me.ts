import type { Card } from '../../chat/card.ts';
import type { Member } from '../../chat/channel.ts';
import type { Holdings } from '../../store/lists/holdings.ts';
import type { Command, Services } from '../command.ts';

/** Minutes for which the button that deletes works. */
const valid = 15;

/** `/papers forget-me`: shows what is stored about the asker and deletes it once they confirm. */
export const forgetMe = {
  name: 'papers',
  verb: 'forget-me',
  description: 'Show what is stored about you here, export it, or delete it for good',
  private: true,
  personal: true,
  explanation: 'Nothing is deleted until you press the button.',
  examples: () => [''],
  async run({ member, line }, services) {
    if (line.text.trim() === '') return [await showHoldings(member, services)];
    if (line.text.trim() !== confirmationOf(member, line.text, services.now())) {
      const card = await showHoldings(member, services);
      return [
        { ...card, footer: 'Nothing was deleted: that button was too old, or not yours. This one works.' },
      ];
    }
    await services.store.privacy.forget(member, services.now());
    return [
      {
        title: 'Everything stored about you here is deleted',
        text: 'Your list, notes, tags, subscriptions and addresses are gone. Your old reactions will not save papers again; a fingerprint of your id is kept for 30 days to make sure of that.',
      },
    ];
  },
} satisfies Command;

async function showHoldings(member: Member, { store, now }: Services): Promise<Card> {
  const holdings = await store.privacy.holdings(member);
  const { id } = member;
  const minute = Math.floor(now().getTime() / 60_000);
  return {
    title: 'What is stored about you here',
    text: describeHoldings(holdings),
    buttons: [
      { label: 'Export', command: { name: 'papers', verb: 'export', text: 'csv' } },
      {
        label: 'Delete everything',
        command: { name: 'papers', verb: 'forget-me', text: `delete ${minute.toString(36)} ${id}` },
        replaces: true,
      },
    ],
  };
}

/** What the button of this member says, where its minute is not too long ago; else nothing that anybody types. */
function confirmationOf({ id }: Member, text: string, now: Date): string | undefined {
  const minute = Number.parseInt(/^\s*delete ([0-9a-z]{1,9}) /u.exec(text)?.[1] ?? '', 36);
  const age = Math.floor(now.getTime() / 60_000) - minute;
  return age >= 0 && age <= valid ? `delete ${minute.toString(36)} ${id}` : undefined;
}

function describeHoldings(holdings: Holdings): string {
  const { saved, notes, tags, reactions, removed, subscriptions, addresses, added } = holdings;
  const count = (many: number, one: string, several = `${one}s`) =>
    `${many.toLocaleString('en-GB')} ${many === 1 ? one : several}`;
  return [
    `${count(saved, 'saved paper')}, ${count(notes, 'note')}, ${count(tags, 'tag')}`,
    `${count(reactions, 'reaction')} by which you saved`,
    `${count(removed, 'paper')} removed, kept for a while with their notes and tags`,
    `${count(subscriptions, 'subscription')} and ${count(addresses, 'mail address', 'mail addresses')}`,
    ...(added > 0 ? [`that you added ${count(added, 'paper')}, which stay here without your id`] : []),
    'and the last list you were shown in each channel.',
    'Your name is not stored. Your id is, only to keep these together.',
    'Deleting cannot be undone.',
  ].join('\n');
}
