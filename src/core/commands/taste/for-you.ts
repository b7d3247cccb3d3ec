import type { Card } from '../../chat/card.ts';
import { leastSavesLearned } from '../../digest/taste/measure-taste.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { askFirst, readDecision } from '../confirmation.ts';
import { showLearned } from './learned.ts';
import { showForYou } from './new-for-you.ts';

/** `/foryou`: new papers in the order of what the asker saved; and what was learned of that, which can be switched off. */
export const forYou = {
  name: 'foryou',
  description: 'New papers for you, by what you saved',
  argument: {
    name: 'what',
    description: 'learned: what it learned; off, on; afresh: only new saves count; nothing for papers',
    required: false,
    kind: 'text',
  },
  private: true,
  personal: true,
  explanation:
    'From three saved papers on, papers like those come first. What was learned is made anew from your list each time, and kept nowhere.',
  examples: () => ['', 'learned'],
  async run(request, services) {
    const { member, line } = request;
    const { store, now } = services;
    const { text, decision } = readDecision(request.text.toLowerCase());
    switch (text) {
      case 'learned':
        return [await showLearned(member, services)];
      case 'on':
      case 'off':
        await store.tastes.switchOff(member, text === 'off');
        return [await showLearned(member, services)];
      case 'afresh':
        if (decision === undefined) return [askForStart()];
        if (decision === 'yes') await store.tastes.startAfresh(member, now());
        return [await showLearned(member, services)];
      case '':
      case 'without':
        return [await showForYou(member, { page: line.page, without: text === 'without' }, services)];
      default:
        return [await showAsOf(text, request, services)];
    }
  },
} satisfies Command;

/** A list from before, by how many papers were saved then: what is saved meanwhile moves nothing on it. */
async function showAsOf(text: string, { member, line }: Request, services: Services): Promise<Card> {
  if (/^\d{1,6}$/u.test(text) && Number(text) >= leastSavesLearned)
    return showForYou(member, { page: line.page, learnedFrom: Number(text) }, services);
  const { typed } = services;
  return {
    title: `There is no ${quote(text, 40)} for you`,
    text: `${typed('foryou')} lists new papers, ${typed('foryou', undefined, 'learned')} says what it learned; on, off and afresh change that.`,
  };
}

function askForStart(): Card {
  const question = {
    title: 'Start afresh?',
    text: 'Only what you save from now on will count. Your list stays as it is.',
  };
  return askFirst(question, 'Start afresh', { name: 'foryou', text: 'afresh' });
}
