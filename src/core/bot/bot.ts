import { within } from '../async/within.ts';
import { nameButtons } from '../cards/name-buttons.ts';
import type { Bot } from '../chat/bot.ts';
import type { Card, CommandLine } from '../chat/card.ts';
import type { Member, MessageRef } from '../chat/channel.ts';
import type { CommandDeclaration, Invocation, Question } from '../chat/command.ts';
import { nameCommand, writeCommandLine } from '../chat/command-line.ts';
import { type Bookmark, defaultBookmarks } from '../chat/emoji.ts';
import { logFailure, reportFailure } from '../chat/failures.ts';
import type { Log } from '../chat/log.ts';
import { readOptions } from '../chat/options.ts';
import { type Adding, createPaperAdder, noAdding } from '../commands/adding/paper-adder.ts';
import type { Command, Request, Services } from '../commands/command.ts';
import { askForHelp, findCommand } from '../commands/help.ts';
import { listCommands } from '../commands/list.ts';
import { createTrending } from '../commands/search/kept-trending.ts';
import { createLinkedPapers } from '../commands/search/linked-papers.ts';
import { namingButtons, noPosting, type Posting } from '../digest/posting.ts';
import { type DigestSettings, defaultDigestSettings } from '../digest/selection/settings.ts';
import { createSearchAmong } from '../search/search-among.ts';
import { dropInvisible } from '../text/clean-text.ts';
import { entry, type LogEntry, traceOf } from '../text/log-entry.ts';
import { type Changes, createChanges } from './changes.ts';
import { deliverAnswer } from './deliver.ts';
import { explainFailure, refuse } from './failures.ts';
import { createFirstReactions } from './first-reactions.ts';
import { createMemory, type Memory } from './memory.ts';
import { explainForm, explainUnknownCommand, explainWrongChoice, tellSurplus } from './mistyped.ts';
import { createReactionTaker, keepCleared } from './reactions.ts';
import { suggestChoices } from './suggest.ts';
import { tellSaves } from './tell-saves.ts';
import { createIntroduction, createViews } from './views.ts';
import { watchSaves } from './watch-saves.ts';

export type BotOptions = Omit<
  Services,
  | 'commands'
  | 'typed'
  | 'changed'
  | 'searchAmong'
  | 'trending'
  | 'adder'
  | 'sources'
  | 'bookmarks'
  | 'digests'
  | 'posting'
> & {
  /** Put before every command's name where a workspace already has a `/paper`: `lab-` makes `/lab-paper`. */
  readonly prefix?: string;
  /** `public` lets everyone in the channel see the answers, but for what is one person's own. */
  readonly answers?: 'private' | 'public';
  /** None unless told. */
  readonly sources?: Services['sources'];
  /** The emoji that save a paper; 🔖 unless told. */
  readonly bookmarks?: readonly Bookmark[];
  /** As configured; the defaults unless told. */
  readonly digests?: DigestSettings;
  /** Without it no obstacle is known, and what has become due waits for the clock. */
  readonly posting?: Posting;
  /** How papers are looked up that are not here; nobody may add one without. */
  readonly adding?: Adding;
  /** How the bot reacts first to what it posts for all, as in `Platform`; without it, it does not. */
  readonly reactFirst?: (message: MessageRef, emoji: string) => Promise<void>;
  /** Given where digests share it. */
  readonly memory?: Memory;
  /** Given where others tell of changes too. */
  readonly changes?: Changes;
  readonly log: Log;
};

/** Platforms show no completion that takes 3 seconds; so many milliseconds leave it time for the way. */
const completedWithin = 2_500;

/** The bot that every platform talks to. None of its methods throws. */
export function createBot(options: BotOptions): Bot {
  const { prefix = '', answers = 'private', bookmarks = defaultBookmarks, reactFirst, log, now } = options;
  const memory = options.memory ?? createMemory({ store: options.store, corpus: options.corpus, log, now });
  const changes = options.changes ?? createChanges(log);
  const tellSaved = (member: Member) => changes.tell({ of: 'saved', member });
  const tellSubscriptions = (member: Member) => changes.tell({ of: 'subscriptions', member });
  const store = watchSaves(options.store, tellSaved, (member) => {
    changes.tell({ of: 'forgotten', member });
    tellSubscriptions(member);
  });
  const trending = createTrending(options.corpus, options.store);
  changes.follow(({ member }) => trending.forget(member));
  changes.follow(memory.forgetLists);
  const commands = listCommands({ mail: options.mail !== undefined });
  const { digests = defaultDigestSettings, corpus, adding = noAdding } = options;
  const posting = namingButtons(options.posting ?? noPosting, prefix);
  const searchAmong = createSearchAmong();
  const adder = createPaperAdder({ ...adding, corpus, store, now });
  const services: Services = {
    ...options,
    ...{ store, sources: options.sources ?? [], bookmarks, digests, posting },
    searchAmong,
    trending,
    adder,
    commands,
    typed,
    changed: tellSubscriptions,
  };
  const introduceLinked = createLinkedPapers({ ...adding, corpus, store, now });
  const takeReaction = createReactionTaker({ ...services, memory, log });
  const reactToPosts =
    reactFirst === undefined ? undefined : createFirstReactions({ react: reactFirst, bookmarks, log });

  function typed(name: string, verb?: string, text = ''): string {
    return writeCommandLine({ name: `${prefix}${name}`, text, ...(verb === undefined ? {} : { verb }) });
  }

  const named = (line: CommandLine): LogEntry => nameCommand(findCommand(line, commands));

  /** The line with the name that the command has here, whatever prefix it goes by, and with nothing that is never shown. */
  function readLine({ name, text, ...line }: CommandLine): CommandLine {
    const own = name.startsWith(prefix) ? name.slice(prefix.length) : name;
    return askForHelp({ ...line, name: own, text: dropInvisible(text) }, commands);
  }

  async function readRequest(question: Question, command: Command | undefined): Promise<Request> {
    const line = readLine(question.line);
    const numbers = () => memory.numbers(question, question.member);
    return { ...cleanNames(question), line, ...readText(question.line.text, command), numbers };
  }

  async function answer(line: CommandLine, invocation: Invocation): Promise<readonly Card[]> {
    const command = findCommand(line, commands);
    if (command === undefined) return [explainUnknownCommand(line, services)];
    try {
      if (!(await mayRun(command, invocation))) return [await refuse(invocation, line, typed)];
      const request = await readRequest(invocation, command);
      const cards = await runOrAsk(command, request);
      const member = declare(command, prefix, answers).private ? invocation.member : undefined;
      return command.asPosted ? cards : await tellSaves(cards, invocation.channel, member, store, log);
    } catch (error) {
      return [explainFailure(error, typed, reportFailure(error, named(line), log), line)];
    }
  }

  /** What the command answers; what it asks for, where something is missing, or was answered wrongly. */
  async function runOrAsk(command: Command, request: Request): Promise<readonly Card[]> {
    const form = await command.form?.(request, services);
    if (form)
      return (await command.withoutForm?.(request, services)) ?? [explainForm(form, request.line, typed)];
    const wrong = explainWrongChoice(request, command, typed);
    if (wrong !== undefined) return [wrong];
    return tellSurplus(await command.run(request, services), request, command, typed);
  }

  return {
    commands: commands.map((command) => declare(command, prefix, answers)),

    async onCommand(invocation) {
      const line = readLine(invocation.line);
      try {
        const cards = nameButtons(await answer(line, invocation), prefix);
        const command = findCommand(line, commands);
        await deliverAnswer(cards, { ...invocation, line }, command, memory, reactToPosts);
        return undefined;
      } catch (error) {
        return reportFailure(error, entry`the answer to ${named(line)}`, log);
      }
    },

    onReaction: (reaction) => logFailure(takeReaction(reaction), entry`A reaction could not be handled`, log),
    onWorkspace(workspace, isThere) {
      const { remove, add } = store.removedWorkspaces;
      const writing = memory.backlog.write(() => (isThere ? remove(workspace) : add(workspace, now())));
      return logFailure(writing, entry`A workspace that came or went could not be noted`, log);
    },
    onCleared: (cleared) =>
      logFailure(
        keepCleared(cleared, { store, memory, bookmarks }),
        entry`Cleared reactions could not be handled`,
        log,
      ),

    async form(question) {
      const command = findCommand(readLine(question.line), commands);
      try {
        if (command === undefined || !(await mayRun(command, question))) return undefined;
        return await command.form?.(await readRequest(question, command), services);
      } catch (error) {
        log.error(entry`No form for ${named(readLine(question.line))}: ${traceOf(error)}`, error);
        return undefined;
      }
    },

    async suggest(line, limit, option, asker) {
      try {
        return await within(
          completedWithin,
          suggestChoices(readLine(line), limit, services, option, asker),
          [],
        );
      } catch (error) {
        log.error(entry`No completions for ${named(readLine(line))}: ${traceOf(error)}`, error);
        return [];
      }
    },

    async introduceLinked(addresses) {
      try {
        const cards = await introduceLinked(addresses);
        const named = nameButtons([...cards.values()], prefix);
        return new Map([...cards.keys()].flatMap((address, at) => (named[at] ? [[address, named[at]]] : [])));
      } catch (error) {
        log.error(entry`Papers behind links could not be shown: ${traceOf(error)}`, error);
        return new Map();
      }
    },

    introduce: createIntroduction(services, prefix, log),
    show: createViews(services, prefix, log),

    onChange: changes.follow,
  };
}

/** Names of people and channels as they may be kept and shown. */
function cleanNames<T extends Pick<Invocation, 'memberName' | 'channelName'>>(asked: T): T {
  const { memberName, channelName } = asked;
  const named = channelName === undefined ? {} : { channelName: dropInvisible(channelName) };
  return { ...asked, memberName: dropInvisible(memberName), ...named };
}

/** The parts of what was typed, taken apart before anything is dropped from them: a value of nothing else is given, and empty. */
function readText(typed: string, command: Command | undefined): Pick<Request, 'text' | 'options'> {
  const { text, options } =
    command?.options === undefined ? { text: typed, options: {} } : readOptions(typed, command.options);
  const clean = Object.entries(options).map(([name, value]) => [name, dropInvisible(value)] as const);
  return { text: dropInvisible(text), options: Object.fromEntries(clean) };
}

async function mayRun(
  { managers, anyone }: Command,
  { mayManage }: Pick<Question, 'mayManage'>,
): Promise<boolean> {
  return managers !== true || anyone === true || (await mayManage());
}

function declare(command: Command, prefix: string, answers: 'private' | 'public'): CommandDeclaration {
  const { examples, explanation, anyone, asPosted, form, withoutForm, suggest, run, ...rest } = command;
  const { readsButtons, ...declared } = rest;
  return {
    ...declared,
    name: `${prefix}${command.name}`,
    private: command.private && (answers === 'private' || command.personal === true),
  };
}
