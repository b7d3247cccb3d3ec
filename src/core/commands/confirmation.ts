import type { Button, Card, CommandLine } from '../chat/card.ts';

/** What was answered to the question before something goes for good; undefined where nobody was asked yet. */
export type Decision = 'yes' | 'no';

/** Takes the answer off the end of a command's text. */
export function readDecision(text: string): { readonly text: string; readonly decision?: Decision } {
  const words = text.trim().split(/\s+/u);
  const last = words.at(-1)?.toLowerCase();
  if (words.length < 2 || (last !== 'yes' && last !== 'no')) return { text: words.join(' ') };
  return { text: words.slice(0, -1).join(' '), decision: last };
}

/** Asks before something goes for good: the red button does it, the last one leaves all as it is. */
export function askFirst(
  question: Required<Pick<Card, 'title' | 'text'>> & Pick<Card, 'footer'>,
  label: string,
  line: CommandLine,
  others: readonly Button[] = [],
): Card {
  const decide = (decision: Decision): CommandLine => ({ ...line, text: `${line.text} ${decision}` });
  return {
    ...question,
    tone: 'notice',
    buttons: [
      { label, command: decide('yes'), replaces: true, isDanger: true },
      ...others,
      { label: 'Keep', command: decide('no'), replaces: true },
    ],
  };
}
