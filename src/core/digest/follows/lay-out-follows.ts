import { headOf } from '../../cards/paper-item.ts';
import type { Button, CardItem } from '../../chat/card.ts';
import { numberEmoji } from '../../chat/emoji.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { Told } from '../../store/follows/follow.ts';
import { capitalise } from '../../text/capitalise.ts';
import { counted } from '../../text/counted.ts';
import { writeShortDay } from '../schedule/schedule-words.ts';
import { composeItem, type Heading } from '../selection/lay-out.ts';
import type { DigestPart, ShownPaper } from '../selection/parts.ts';
import { isOfSaved } from './saved-news.ts';

/** The one message of a day that tells what is new from those who are followed. */
export function layOutFollows(
  digest: Digest,
  picks: readonly ShownPaper[],
  heading: Heading,
): readonly DigestPart[] {
  const { destination, zone } = digest;
  const isAsked = picks.map(
    ({ told = [] }) => told.length > 0 && told.every(({ kind }) => kind === 'perhaps'),
  );
  const sure = isAsked.filter((asked) => !asked).length - picks.filter(isOfSaved).length;
  const saved = picks.filter(isOfSaved).length;
  const fresh = picks.length - saved;
  const items = picks.map((pick, at) => {
    if (at >= fresh)
      return { ...tellSaved(pick), ...(at === fresh && fresh > 0 && { before: 'Of papers you saved' }) };
    const item = composeItem({ topic: '', destination }, pick, at);
    return isAsked[at] && at === sure && sure > 0 ? { ...item, before: 'Perhaps' } : item;
  });
  const small = [
    ...(heading.late === undefined ? [] : [`${heading.late} late`]),
    writeShortDay(heading.date, zone),
  ];
  const what = destination.kind === 'channel' ? 'what this channel follows' : 'what you follow';
  const followed = sure > 0 ? `${sure} new` : `perhaps ${fresh} new`;
  const ofSaved = `news of ${counted(saved, 'paper')} you saved`;
  return [
    {
      card: {
        title: `📬 ${capitalise([...(fresh > 0 ? [`${followed} from ${what}`] : []), ...(saved > 0 ? [ofSaved] : [])].join(', '))}`,
        subtitle: { text: small.join(' · '), marks: [] },
        items,
        ...buttonsOf([
          ...picks.flatMap((pick, at) => (isAsked[at] ? askAbout(pick, at + 1) : [])),
          ...(saved > 0 ? [quietButton] : []),
        ]),
        footer: `${fresh > 0 ? `React ${numberEmoji.slice(0, fresh).join(' ')} to save · ` : ''}${heading.typed('follow', 'list')} changes what is followed`,
      },
    },
  ];
}

const quietButton: Button = {
  label: 'No news of saved papers',
  command: { name: 'follow', verb: 'news', text: 'off' },
};

/** One line of what became of a paper, and the paper; it is in the list of whoever reads it. */
function tellSaved({ paper, why }: ShownPaper): CardItem {
  return { ...headOf(paper), sign: '', reason: why, facts: [] };
}

function buttonsOf(buttons: readonly Button[]): { readonly buttons?: readonly Button[] } {
  return buttons.length === 0 ? {} : { buttons };
}

/** `Yes to 4` and `No to 4`: whether it is theirs. */
function askAbout({ paper, told = [] }: ShownPaper, number: number): readonly Button[] {
  const [asked] = told;
  if (asked === undefined) return [];
  return (['Yes', 'No'] as const).map((word) => ({
    label: `${word} to ${number}`,
    command: {
      name: 'follow',
      verb: 'answer',
      text: answerLine(word === 'Yes' ? 'yes' : 'no', asked, paper.id),
    },
  }));
}

/** What the button says that answers whether a paper is meant. */
export function answerLine(answer: 'yes' | 'no', { follow }: Pick<Told, 'follow'>, paper: string): string {
  return `${answer} ${follow} ${paper}`;
}
