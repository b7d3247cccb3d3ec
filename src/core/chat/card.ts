import type { PaperId } from '../papers/paper.ts';
import type { MarkedText } from '../text/marked-text.ts';

/**
 * One answer or post, as data. Every string is plain text: no Markdown, no escapes, no mentions; a renderer
 * escapes it, clips it to its platform's limits and draws the marks.
 *
 * @example
 * const card: Card = {
 *   title: '1 paper for “early exit”',
 *   items: [
 *     {
 *       paper: 'arxiv:2303.08010',
 *       number: 1,
 *       heading: { text: 'Window-Based Early-Exit Cascades', marks: [{ start: 13, end: 23 }] },
 *       url: 'https://arxiv.org/abs/2303.08010',
 *       meta: 'Guoxuan Xia, Christos-Savvas Bouganis · 14 March 2023',
 *       buttons: [{ label: 'Cite', command: { name: 'papers', verb: 'cite', text: 'arxiv:2303.08010' } }],
 *     },
 *   ],
 * };
 */
export type Card = {
  readonly title: string;
  /** A paragraph under the title; line breaks are kept. */
  readonly text?: string;
  /** Shown in a fixed-width font and copied whole: a BibTeX entry. */
  readonly preformatted?: string;
  readonly items?: readonly CardItem[];
  /** Moments, a line each after the text. */
  readonly moments?: readonly Moment[];
  /** Sent with the card, to nobody but whom the card is for. */
  readonly file?: CardFile;
  /** Buttons of the card as a whole: Previous, Next. */
  readonly buttons?: readonly Button[];
  /** One small line at the end: hints, the place in the list. */
  readonly footer?: string;
  /** For whoever asked alone, although the answers of the command are for all: it asks what is meant. */
  readonly isAside?: true;
  /** What the pressed button becomes: a platform may show that in place of the card, on a message that only the presser sees. */
  readonly pressed?: Button;
};

/** One paper on a card. */
export type CardItem = {
  readonly paper: PaperId;
  /** 1-based place in the whole list (`6` for the first of page two); absent where the card shows one paper. */
  readonly number?: number;
  /** The same where the list has a card for each paper, whose title says it: `Paper 2 of 5`. */
  readonly ordinal?: number;
  readonly heading: MarkedText;
  readonly url: string;
  /** Authors, date, venue, in one line. */
  readonly meta: string;
  readonly text?: MarkedText;
  /** Why it is here, in one line. */
  readonly why?: string;
  readonly links?: readonly Link[];
  readonly buttons?: readonly Button[];
};

/** `First post: Monday at 09:00 (Europe/Berlin)`: the words tell it by the clocks it keeps to, those of all other times on the card. */
export type Moment = {
  readonly label: string;
  readonly at: Date;
  readonly words: string;
  /** The reader's clocks show the same. Else a platform that can tells their time beside the words. */
  readonly isLocal?: true;
};

/** A text file: `papers.bib`. `type` is its media type. */
export type CardFile = { readonly name: string; readonly type: string; readonly content: string };

export type Link = { readonly label: string; readonly url: string };

/** A button is a command already typed. */
export type Button = {
  readonly label: string;
  readonly command: CommandLine;
  /** The answer takes the place of the message the button is on (Next, Previous). */
  readonly replaces?: true;
  /** It stands for something that is so: `✓ Saved`. */
  readonly isOn?: true;
};

/** A command as a person would type it: `{ name: 'papers', verb: 'similar', text: 'arxiv:2303.08010' }`. */
export type CommandLine = {
  readonly name: string;
  readonly verb?: string;
  /** All that follows the command and its verb; '' for none. */
  readonly text: string;
  /** 1-based page of the answer; 1 where absent. */
  readonly page?: number;
  /**
   * `asked`: the form of the command is shown, filled in with what the line says. `answered`: a form was handed in, and is not
   * shown again unless an answer will not do; `answerForm` says so.
   */
  readonly form?: 'asked' | 'answered';
};
