import type { Card } from '../chat/card.ts';
import type { Member } from '../chat/channel.ts';
import type { Asker, Choice, CommandDeclaration, Form, Question } from '../chat/command.ts';
import type { Bookmark } from '../chat/emoji.ts';
import type { CodeMailer } from '../digest/mail.ts';
import type { Posting } from '../digest/posting.ts';
import type { When } from '../digest/schedule/schedule.ts';
import type { DigestSettings } from '../digest/selection/settings.ts';
import type { Corpus } from '../papers/corpus.ts';
import type { PaperId } from '../papers/paper.ts';
import type { SearchEngine } from '../search/engine.ts';
import type { SearchAmong } from '../search/search-among.ts';
import type { ListedWorks } from '../sources/look-up/listed-works.ts';
import type { NamedSource } from '../sources/source-entry.ts';
import type { Store } from '../store/store.ts';
import type { PaperAdder } from './adding/paper-adder.ts';
import type { Trending } from './search/kept-trending.ts';

/**
 * One command: what platforms announce of it, and what it answers. It returns cards and sends nothing.
 *
 * @example
 * export const count = {
 *   name: 'papers',
 *   verb: 'count',
 *   description: 'Tell how many papers there are',
 *   private: true,
 *   examples: () => [''],
 *   run: (_request, { search, typed }) => [
 *     { title: `${search.size} papers`, footer: `${typed('papers', 'new')} lists the newest` },
 *   ],
 * } satisfies Command;
 */
export type Command = CommandDeclaration & {
  /** Arguments that give an answer on the loaded papers; `''` for none. */
  examples(services: Services): readonly string[] | Promise<readonly string[]>;
  /** One line that the help adds: how the answer comes about. */
  readonly explanation?: string | ((services: Services) => string);
  /** Whether it stays private where answers are public: what is one person's own, or is not posted yet. */
  readonly personal?: true;
  /** Whether anybody may run it, though platforms announce it with those for managers. */
  readonly anyone?: true;
  /** Whether it shows what will be posted, as it will be: nothing is added to it. */
  readonly asPosted?: true;
  /** Whether its own buttons say what no person types: it has no argument, and yet reads its text. */
  readonly readsButtons?: true;
  /**
   * The form to answer before it runs, for a command that `asks`: where something is missing, where the line asks for the form, or
   * where answers will not do; undefined where it can run. It never runs while there is one.
   */
  form?(request: Request, services: Services): Form | undefined | Promise<Form | undefined>;
  /** What is answered in place of the form where none is shown; what it asks for where undefined. Nothing may be changed. */
  withoutForm?(
    request: Request,
    services: Services,
  ): readonly Card[] | undefined | Promise<readonly Card[] | undefined>;
  /** Completions of one of its options, for those that it `completes`. */
  suggest?(
    option: string,
    typed: string,
    limit: number,
    services: Services,
    asker?: Asker,
  ): readonly Choice[] | Promise<readonly Choice[]>;
  run(request: Request, services: Services): readonly Card[] | Promise<readonly Card[]>;
};

/** What a person asked of a command. */
export type Request = Question & {
  /** The text of the line without the options of the command. */
  readonly text: string;
  /** The options that were given, by name. */
  readonly options: Readonly<Record<string, string>>;
  /** The papers of the newest numbered message that this person sees here, by their numbers. */
  numbers(): Promise<ReadonlyMap<number, PaperId>>;
  /** The channel's name without `#`, where the platform tells it. */
  readonly channelName?: string;
};

/** What commands work with. */
export type Services = {
  readonly corpus: Corpus;
  /** What cannot be reached just now it rejects with a SearchFailure, which the bot answers. */
  readonly search: SearchEngine;
  /** The search over some papers alone, under the name of whose they are. */
  readonly searchAmong: SearchAmong;
  /** What trends in each workspace. */
  readonly trending: Trending;
  /** All that outlives the process. What it cannot do just now it rejects with a StoreFailure, which the bot answers. */
  readonly store: Store;
  /** The emoji that save a paper, the first being the usual one. */
  readonly bookmarks: readonly Bookmark[];
  /** The services that settings name; what they told is in `store.keptPapers`, how they are in `store.sourceStatuses`. */
  readonly sources: readonly NamedSource[];
  /** What the configuration decides about digests. */
  readonly digests: DigestSettings;
  readonly posting: Posting;
  /** Brings papers here that people ask for. */
  readonly adder: PaperAdder;
  /** Lists of papers that follows ask outside; absent where nobody may be asked. */
  readonly works?: ListedWorks;
  /** Absent where no mail can be sent. */
  readonly mail?: CodeMailer;
  /** When the database is backed up by itself, and how many backups are kept; absent where it is not. */
  readonly backups?: { readonly when: When; readonly keep: number };
  /** Papers on one page of a list. */
  readonly pageSize: number;
  readonly commands: readonly Command[];
  /** The present moment. */
  now(): Date;
  /** A command as a person here types it, the configured prefix included. */
  typed(name: string, verb?: string, text?: string): string;
  /** Tells that somebody's subscriptions are others now. What changes through `store.saves` tells itself. */
  changed(member: Member): void;
};
