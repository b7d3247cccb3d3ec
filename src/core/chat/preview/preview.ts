import type { PaperId } from '../../papers/paper.ts';
import type { MarkedText } from '../../text/marked-text.ts';
import type { Bot } from '../bot.ts';
import type { Button, Card, CardFile, CommandLine } from '../card.ts';
import type { Member, Posted } from '../channel.ts';
import type { CommandDeclaration, Form, Invocation } from '../command.ts';

/** A message as a service gets it: what its API takes, the files beside it, the papers on it. */
export type DrawnMessage = {
  readonly payload: object;
  readonly files: readonly CardFile[];
  readonly papers: readonly PaperId[];
};

/** What a pressed control asks for; `replaces` as on a `Button`. */
export type PreviewPress = {
  readonly line: CommandLine;
  readonly replaces: boolean;
  /** Draws the message anew once that is done, where the presser alone sees it. */
  readonly redraw?: CommandLine;
};

/** What a payload is: the rules of a service differ by it. */
export type PayloadKind = 'message' | 'form' | 'home';

/** Texts by the ids of the controls of a form. */
export type ControlTexts = Readonly<Record<string, string>>;

/**
 * How a service draws and reads, without a connection to it: a window shows by it what people would see there. What goes in and
 * out as `payload` is what the service's API takes, and nothing else knows what is in it.
 */
export type Preview = {
  /** The platform's name and title. */
  readonly name: string;
  readonly title: string;
  /** The messages that cards become, for one person alone or for all. */
  drawMessages(cards: readonly Card[], isPrivate: boolean): readonly DrawnMessage[];
  /** What the control of this id asks for, `chosen` being the value of the chosen option of a menu; undefined where it cannot be read. */
  readPress(payload: object, id: string, chosen?: string): PreviewPress | undefined;
  /** The message with another button in place of a pressed one; undefined where it does not fit there. Absent where none is. */
  turnButton?(payload: object, id: string, button: Button): object | undefined;
  /** The message with another small line under the paper whose button was pressed; undefined where none is, or it says that already. */
  changeEndnote(payload: object, id: string, endnote: MarkedText): object | undefined;
  /** What is posted under a message stands in its thread, also where none was opened. */
  readonly threadsReplies?: true;
  /** Undefined for a form too long for the service. */
  drawForm(form: Form, line: CommandLine): object | undefined;
  /** Asks for the words of a search that came without any. Absent where the service completes them while one types. */
  drawSearch?(command: CommandDeclaration): object;
  /** The answers of a form that `drawForm` drew, by the names of its fields. */
  readAnswers(form: object, texts: ControlTexts): Readonly<Record<string, string>>;
  /** What is wrong with answers, by controls. Absent where the service shows that only once the form is closed. */
  placeProblems?(form: Form): ControlTexts;
  /** The field that a control is of, to complete it. */
  readonly fieldOf: (control: string) => string;
  /** Absent where the service tells the bot of no links. */
  readonly links?: PreviewLinks;
  /** Absent where the service has no page of its own for each person. */
  openHome?(means: HomeMeans): PreviewHome;
  /** Which documented rules of the service a payload breaks, a sentence each. */
  findFaults(payload: object, kind: PayloadKind): readonly string[];
};

/** The cards of papers that stand under the links to them which somebody posts. */
export type PreviewLinks = {
  /** The addresses in what was typed that the service tells of. */
  find(typed: string): readonly string[];
  /** What stands under them, by addresses; a payload for each that has room. */
  draw(cards: ReadonlyMap<string, Card>): readonly object[];
};

/** What a person's own page is made with. */
export type HomeMeans = {
  readonly bot: Bot;
  memberOf(user: string): Member;
  /** The direct conversation with the person. */
  directOf(user: string): string;
  publish(user: string, payload: object): void;
  /** Shows cards in the direct conversation. */
  answer(user: string, cards: readonly Card[]): Promise<readonly Posted[]>;
};

/** The page of each person; published anew when what it shows changes. */
export type PreviewHome = {
  show(user: string): Promise<void>;
  /** Does what a control there asks for, `who` being who presses it. */
  press(user: string, payload: object, id: string, press: PreviewPress, who: HomeVisitor): Promise<void>;
  close(): void;
};

/** Whoever looks at their page. */
export type HomeVisitor = Pick<Invocation, 'memberName'>;
