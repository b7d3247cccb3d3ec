import type { PaperId } from '../papers/paper.ts';
import type { MarkedText } from '../text/marked-text.ts';

/**
 * One answer or post, as data. Every string is plain text: no Markdown, no escapes, no mentions; a renderer
 * escapes it, clips it to its platform's limits and draws the marks in bold.
 *
 * @example
 * const card: Card = {
 *   title: '1 paper on “early exit”',
 *   items: [
 *     {
 *       paper: 'arxiv:2303.08010',
 *       number: 1,
 *       heading: 'Window-Based Early-Exit Cascades',
 *       url: 'https://arxiv.org/abs/2303.08010',
 *       facts: [{ text: 'ICCV 2023', isBold: true }, { text: 'Guoxuan Xia and 1 other' }],
 *       text: { text: 'In this work, we investigate early exit.', marks: [{ start: 29, end: 39 }] },
 *       action: { label: 'Save', command: { name: 'papers', verb: 'save', text: 'arxiv:2303.08010' } },
 *       buttons: [{ label: 'Cite', command: { name: 'papers', verb: 'cite', text: 'arxiv:2303.08010' } }],
 *     },
 *   ],
 * };
 */
export type Card = {
  /** Its heading; a sentence in bold where it has a tone. Of a card with one paper and no number it stands in notifications alone. */
  readonly title: string;
  /** Something was done, failed, or is only to be noticed. */
  readonly tone?: 'done' | 'failed' | 'notice';
  /** The small line under the heading, or above the only paper: a correction, the date, who shared it. */
  readonly subtitle?: MarkedText;
  /** A paragraph under the title; line breaks are kept. */
  readonly text?: string;
  /** Shown in a fixed-width font and copied whole: a BibTeX entry. */
  readonly preformatted?: string;
  /** What is to be known of it, each after a word or two: `When`, `First post`. */
  readonly details?: readonly Detail[];
  /** The papers on cards of their own that follow it, for where those are not seen beside it: in a thread. */
  readonly contents?: readonly Link[];
  readonly sections?: readonly CardSection[];
  /** By what the list can be narrowed. */
  readonly filters?: readonly Filter[];
  readonly items?: readonly CardItem[];
  /** Where in the whole list the items stand. */
  readonly pager?: Pager;
  /** Sent with the card, to nobody but whom the card is for. */
  readonly file?: CardFile;
  /** Buttons of the card as a whole. */
  readonly buttons?: readonly Button[];
  /** One small line at the end: hints, what to type. */
  readonly footer?: string;
  /** Draws it anew, as after a press that changed what stands on it. */
  readonly redraw?: CommandLine;
  /** For whoever asked alone, although the answers of the command are for all: it asks what is meant. */
  readonly isAside?: true;
  /** What the pressed button becomes: a platform may show that in place of the card, on a message that only the presser sees. */
  readonly pressed?: Button;
  /** The paper whose small line says something else now: a platform may change that on the pressed message where others see it too. */
  readonly retold?: Required<Pick<CardItem, 'paper' | 'endnote'>>;
};

/** One paper on a card. */
export type CardItem = {
  readonly paper: PaperId;
  /** 1-based place in the whole list (`6` for the first of page two); absent where the card shows one paper. */
  readonly number?: number;
  /** The same where the list has a card for each paper. */
  readonly ordinal?: number;
  /** What is drawn in place of the number: the emoji with which people save it; '' for nothing. */
  readonly sign?: string;
  /** A line before it, where papers of another kind begin: `62 more share a word`. */
  readonly before?: string;
  readonly heading: string;
  /** The paper's own page; absent where none is known. */
  readonly url?: string;
  /** Why it is here, in one line that stands before the facts: `3 people here saved it`. */
  readonly reason?: string;
  /** Venue and date, authors, code, counts, in this order; at most one is bold, none where there is a reason. */
  readonly facts: readonly Fact[];
  /** What its reader wrote on it. */
  readonly note?: string;
  /** A sentence, the gist, or the whole abstract. */
  readonly text?: MarkedText;
  /** The small line under the text of the only paper: `3 people here saved it`, its id to copy. */
  readonly endnote?: MarkedText;
  /** The one thing most people want to do with it: save it. */
  readonly action?: Button;
  /** Shows the whole of it to whoever presses. */
  readonly open?: Button;
  /** What else can be done with it, the most wanted first; a platform may put these behind a menu or leave them to what `open` shows. */
  readonly buttons?: readonly Button[];
  /** Files and pages of the paper beside its own: its PDF. */
  readonly links?: readonly Link[];
};

/** One part of the small line under a title: `ICCV 2023`, `Code` as a link, a tag. */
export type Fact = {
  readonly text: string;
  readonly url?: string;
  readonly isBold?: true;
  readonly isTag?: true;
};

/** A part of a card about one thing that is no paper: what one can do, what somebody follows. */
export type CardSection = {
  readonly heading: string;
  /** The command as one would type it, beside the heading. */
  readonly typed?: string;
  readonly text: string;
  /** The one button beside it. */
  readonly action?: Button;
  readonly buttons?: readonly Button[];
};

/** Commands that draw the list with these alone, the one drawn now being on: `All 37`, `Unread 12`. */
export type Filter = { readonly label: string; readonly choices: readonly Button[] };

/** A page of a list, in 1-based places, and the commands that draw the pages beside it. */
export type Pager = {
  readonly first: number;
  readonly last: number;
  readonly total: number;
  /** The title tells the total. */
  readonly isCounted?: true;
  /** Those that fulfil the query and others each have a heading that counts them: no sum of both is told. */
  readonly isParted?: true;
  /** `best match first`. */
  readonly order?: string;
  readonly previous?: CommandLine;
  readonly next?: CommandLine;
};

/**
 * `First post: Monday at 09:00 (Europe/Berlin)`. Where it is a moment, the words tell it by the clocks it keeps to, those of all other
 * times on the card.
 */
export type Detail = {
  readonly label: string;
  readonly words: string;
  readonly at?: Date;
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
  /** What most people want next: at most one button of a card. */
  readonly isPrimary?: true;
  /** It confirms that something goes for good. */
  readonly isDanger?: true;
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
