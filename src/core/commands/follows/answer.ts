import type { Card } from '../../chat/card.ts';
import { readAuthorName } from '../../papers/authors/author-name.ts';
import { compareNames } from '../../papers/authors/compare-names.ts';
import { evidenceOf } from '../../papers/authors/match-author.ts';
import type { Paper } from '../../papers/paper.ts';
import { displayTitle } from '../../papers/paper.ts';
import type { Destination } from '../../store/digests/digest.ts';
import type { Follow } from '../../store/follows/follow.ts';
import { findPaper } from '../../store/lists/find-paper.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { writePlace } from './place.ts';

/** So many No in a row say that the name alone will not do. */
const manyDenials = 3;

/** The buttons Yes and No of a message: whether a paper is by who is followed. */
export const followAnswer = {
  name: 'follow',
  verb: 'answer',
  description: 'Say whether a paper is by somebody you follow',
  argument: { name: 'answer', description: 'What the button says', required: true, kind: 'text' },
  private: true,
  personal: true,
  unlisted: true,
  examples: ({ corpus }) => [`yes 1 ${corpus.papers[0]?.id ?? 'arxiv:2303.08010'}`],
  async run(request, services) {
    const [, word, number, id = ''] = /^(yes|no) (\d{1,9}) (\S+)$/u.exec(request.text.trim()) ?? [];
    const found = number === undefined ? undefined : await findFollow(Number(number), request, services);
    if (found === 'stranger')
      return [
        {
          title: 'Only people who manage this channel can answer for it',
          tone: 'notice',
          text: `Nothing was changed. ${services.typed('follow', 'author')} follows somebody for you alone.`,
        },
      ];
    const paper = await findPaper(id, services);
    if (found === undefined || paper === undefined)
      return [
        {
          title: 'This is not followed any more',
          text: `${services.typed('follow', 'list')} shows what is.`,
        },
      ];
    return [await learn(word === 'yes' ? 'yes' : 'no', found, paper, services)];
  },
} satisfies Command;

type Followed = { readonly follow: Follow; readonly destination: Destination };

/** Who is followed under that number by the asker or in this channel, which only those answer for who manage it. */
async function findFollow(
  number: number,
  { member, channel, mayManage }: Request,
  { store }: Services,
): Promise<Followed | 'stranger' | undefined> {
  const find = async (destination: Destination): Promise<Followed | undefined> => {
    const followed = await store.follows.list(destination);
    const follow = followed.find(({ id, kind }) => id === number && kind === 'author');
    return follow && { follow, destination };
  };
  const own = await find({ kind: 'direct', member });
  if (own !== undefined) return own;
  const here = await find({ kind: 'channel', channel });
  if (here === undefined) return undefined;
  return (await mayManage()) ? here : 'stranger';
}

async function learn(
  answer: 'yes' | 'no',
  { follow, destination }: Followed,
  paper: Paper,
  { store, now, typed, works }: Services,
): Promise<Card> {
  const { label } = follow;
  const name = readAuthorName(label);
  const at = paper.authors.findIndex(
    (printed) => compareNames(name, readAuthorName(printed)).kind !== 'other',
  );
  const title = quote(displayTitle(paper));
  if (at === -1)
    return { title: `Nobody called ${label} is named on ${title}`, text: 'Nothing was changed.' };
  const evidence = evidenceOf(paper, at);
  await store.follows.answer({ follow: follow.id, paper: paper.id, answer, evidence }, now());
  if (answer === 'yes')
    return {
      title: `Noted: ${title} is by the ${label} you mean`,
      tone: 'done',
      text: 'From now on, papers with its coauthors or in its categories count as theirs.',
    };
  const told = await store.follows.told(follow.digest);
  const answers = told.flatMap((one) =>
    one.follow === follow.id && one.answer !== undefined ? [one.answer] : [],
  );
  const last = answers.slice(-manyDenials);
  const isCrowd = follow.orcid === undefined && last.length === manyDenials && !last.includes('yes');
  return {
    title: `Noted: ${title} is by another ${label}`,
    tone: 'done',
    text: isCrowd
      ? `Many people share this name. ${works === undefined ? 'Press Follow … on a paper of theirs instead: that tells them apart better.' : `${typed('follow', 'author', `${label} 0000-0002-1825-0097${writePlace(destination)}`)} follows one person alone, by their ORCID.`}`
      : 'Papers with its coauthors do not count as theirs.',
  };
}
