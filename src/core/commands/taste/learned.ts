import type { Button, Card } from '../../chat/card.ts';
import type { Member } from '../../chat/channel.ts';
import { recallPersonal } from '../../digest/taste/likings.ts';
import { leastSavesLearned } from '../../digest/taste/measure-taste.ts';
import { counted } from '../../text/counted.ts';
import type { Services } from '../command.ts';

/** What was learned of somebody's saves, in words, and how to change that. */
export async function showLearned(member: Member, services: Services): Promise<Card> {
  const { isOff, liking, hidden } = await recallPersonal(member, services);
  const switched = press(isOff ? 'On' : 'Off', isOff ? 'on' : 'off');
  if (isOff)
    return {
      title: 'Nothing is learned from your saves',
      text: 'New papers come in the same order for you as for everybody.',
      buttons: [switched, press('Show papers', 'without')],
    };
  const { saved } = liking;
  const less = hidden.size === 0 ? '' : ` You asked for less like ${counted(hidden.size, 'paper')}.`;
  if (saved.length < leastSavesLearned)
    return {
      title: 'It learns from three saved papers on',
      text: `${saved.length === 0 ? 'None' : counted(saved.length, 'counts', 'count')} so far.${less}`,
      buttons: [switched],
    };
  return {
    title: 'What it learned',
    text: `${await tellLearned(member, services)}.${less}`,
    buttons: [switched, press('Start afresh', 'afresh'), press('Show without', 'without')],
    footer:
      'Made anew from your list each time. A channel learns only from what was saved for all to see there.',
  };
}

/** `Learned from 14 saves: conformal, calibration`; undefined where nothing is. Rejects with a StoreFailure. */
export async function tellLearned(member: Member, services: Services): Promise<string | undefined> {
  const { isOff, liking } = await recallPersonal(member, services);
  if (isOff || liking.saved.length < leastSavesLearned || services.search.taste === undefined)
    return undefined;
  const words = await services.search.taste.words(liking);
  const from = `Learned from ${liking.saved.length} saves`;
  return words.length === 0 ? from : `${from}: ${words.join(', ')}`;
}

function press(label: string, text: string): Button {
  return { label, command: { name: 'foryou', text }, replaces: true };
}
