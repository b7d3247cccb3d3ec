import type { Button } from '../../chat/card.ts';
import { numberEmoji } from '../../chat/emoji.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { Told } from '../../store/follows/follow.ts';
import { writeShortDay } from '../schedule/schedule-words.ts';
import { composeItem, type Heading } from '../selection/lay-out.ts';
import type { DigestPart, ShownPaper } from '../selection/parts.ts';

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
  const sure = isAsked.filter((asked) => !asked).length;
  const items = picks.map((pick, at) => {
    const item = composeItem({ topic: '', destination }, pick, at);
    return isAsked[at] && at === sure && sure > 0 ? { ...item, before: 'Perhaps' } : item;
  });
  const small = [
    ...(heading.late === undefined ? [] : [`${heading.late} late`]),
    writeShortDay(heading.date, zone),
  ];
  const whom = destination.kind === 'channel' ? 'those followed here' : 'whom you follow';
  return [
    {
      card: {
        title: `📬 ${sure > 0 ? `${sure} new` : `${picks.length} perhaps`} from ${whom}`,
        subtitle: { text: small.join(' · '), marks: [] },
        items,
        ...buttonsOf(picks.flatMap((pick, at) => (isAsked[at] ? askAbout(pick, at + 1) : []))),
        footer: `React ${numberEmoji.slice(0, picks.length).join(' ')} to save · ${heading.typed('follow', 'list')} changes what is followed`,
      },
    },
  ];
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
