import type { Card } from '../chat/card.ts';
import type { Services } from './command.ts';

/** What somebody can do who comes for the first time. */
export function welcome({ typed, bookmarks }: Pick<Services, 'typed' | 'bookmarks'>): Card {
  const { emoji } = bookmarks.find((bookmark) => bookmark.tag === undefined) ??
    bookmarks[0] ?? { emoji: '🔖' };
  return {
    title: 'Welcome: this is your own list of papers',
    text: [
      `${typed('paper')} and some words finds papers, in any channel; written to me directly, the words alone will do.`,
      `Save a paper with its button, or by reacting ${emoji} to the message it is in. It then stands here, where only you see it.`,
      'A subscription sends you new papers on a topic, as often as you like.',
    ].join('\n'),
    buttons: [
      { label: 'Subscribe …', command: { name: 'papers', verb: 'subscribe', text: '', form: 'asked' } },
      { label: 'Help', command: { name: 'papers', verb: 'help', text: '' } },
    ],
  };
}

/** What can be done in a channel that the bot was let into. */
export function greetChannel({ typed }: Pick<Services, 'typed'>): Card {
  return {
    title: 'Hello! I can post papers in this channel',
    tone: 'notice',
    text: 'Ask for a topic, save what you like with a 🔖 reaction, and let me post the best new ones every morning.',
    buttons: [
      {
        label: '📬 Set up a digest …',
        command: { name: 'digest', verb: 'add', text: '', form: 'asked' },
        isPrimary: true,
      },
      { label: 'Help', command: { name: 'papers', verb: 'help', text: '' } },
    ],
    footer: `or type ${typed('paper', undefined, 'and some words')} · ${typed('papers', 'help')} shows the rest`,
  };
}
