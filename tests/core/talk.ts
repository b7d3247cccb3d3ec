import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BotOptions, createBot } from '../../src/core/bot/bot.ts';
import type { Bot } from '../../src/core/chat/bot.ts';
import type { Button, Card, CardItem, CommandLine } from '../../src/core/chat/card.ts';
import type { Channel, Member, MessageRef } from '../../src/core/chat/channel.ts';
import type { Form } from '../../src/core/chat/command.ts';
import { findDeclaration, readCommandLine } from '../../src/core/chat/command-line.ts';
import { answerForm } from '../../src/core/chat/options.ts';
import { tellPlace, turnPages } from '../../src/core/chat/pager.ts';
import type { Paper, PaperId } from '../../src/core/papers/paper.ts';
import { createLunrEngine } from '../../src/core/search/lunr-engine.ts';
import { openCorpus } from '../../src/core/sources/corpus.ts';
import { createFolderSource } from '../../src/core/sources/folder/folder-source.ts';
import { papersToTry } from './papers-to-try.ts';
import { openTestStore } from './store/open.ts';

/** One person in one channel, who types and presses and looks at the cards. */
export type Talk = {
  readonly bot: Bot;
  readonly logged: readonly string[];
  type(typed: string): Promise<readonly Card[]>;
  press(button: Button | undefined): Promise<readonly Card[]>;
  /** Answers the form of a command that asks; the answers stand beside what the form gives already. */
  fill(
    asked: Button | string | undefined,
    answers: Readonly<Record<string, string>>,
  ): Promise<readonly Card[]>;
  formOf(asked: Button | string | undefined): Promise<Form | undefined>;
  react(emoji: string, message: MessageRef | undefined, added?: boolean): Promise<readonly Card[]>;
  /** The same person and channel with a new bot on the same store, as after a restart. */
  restart(): Talk;
  /** The message of the last answer. */
  lastMessage(): MessageRef | undefined;
  /** Another person, or this one in another channel. */
  as(member: string, channel?: string, more?: Circumstances): Talk;
};

/** What a platform tells of a person; everybody may manage every channel unless told. */
export type Circumstances = {
  readonly mayManage?: boolean;
  readonly zone?: string;
  /** Nobody manages the workspace unless told. */
  readonly managesWorkspace?: boolean;
  readonly belongs?: boolean;
  readonly sameEverywhere?: true;
  /** `lab` unless told; '' for a direct message on Discord. */
  readonly workspace?: string;
};

/** Papers as they were read from a file: they stay as they are, so that each test need not read them anew. */
const read = new WeakMap<readonly Paper[], ReturnType<typeof openCorpus>>();

async function readCorpus(papers: readonly Paper[]): ReturnType<typeof openCorpus> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-papers-'));
  await writeFile(join(folder, 'papers.jsonl'), papers.map((paper) => JSON.stringify(paper)).join('\n'));
  const corpus = await openCorpus([createFolderSource(folder)], { follow: false });
  await rm(folder, { recursive: true });
  return corpus;
}

/** The bot with the real search over some papers. */
export async function startTalk(
  options: Partial<BotOptions> = {},
  papers: readonly Paper[] = papersToTry,
): Promise<Talk> {
  const reading = read.get(papers) ?? readCorpus(papers);
  read.set(papers, reading);
  const corpus = await reading;
  const search = createLunrEngine();
  await search.update({ put: corpus.papers, removed: [] });
  const logged: string[] = [];
  const write = (text: string) => void logged.push(text);
  const store = options.store ?? (await openTestStore());
  const start = () =>
    createBot({
      corpus,
      search,
      store,
      pageSize: 5,
      now: () => new Date('2023-03-20T12:00:00Z'),
      log: { debug: write, info: write, warn: write, error: write },
      ...options,
    });

  function talkAs(bot: Bot, memberName: string, channelName: string, more: Circumstances = {}): Talk {
    const { mayManage = true, managesWorkspace = false, belongs = true, workspace = 'lab', ...told } = more;
    const channel: Channel = { platform: 'test', workspace, id: channelName };
    const member: Member = { platform: 'test', workspace, id: memberName };
    let last: MessageRef | undefined;
    let shown: readonly Card[] = [];
    const reply = async (cards: readonly Card[]) => {
      shown = cards;
      last = { channel, id: randomUUID() };
      return [{ message: last, papers: papersOn(cards) }];
    };
    /** Services do not tell of a message that one person alone sees: nobody can react to it. */
    const answer = (line: CommandLine) => async (cards: readonly Card[]) => {
      const posted = await reply(cards);
      const isHidden = workspace !== '' && findDeclaration(line, bot.commands)?.private !== false;
      return isHidden ? [] : posted;
    };
    const lineOf = (asked: Button | string | undefined) => {
      if (asked === undefined) throw new Error('there is no such button');
      return typeof asked === 'string' ? readCommandLine(asked, bot.commands) : asked.command;
    };
    const person = {
      channel,
      member,
      memberName,
      mayManage: async () => mayManage,
      managesWorkspace: async () => managesWorkspace,
      belongs: async () => belongs,
      ...told,
    };
    const formOf = (asked: Button | string | undefined) => bot.form({ ...person, line: lineOf(asked) });
    const run = (line: CommandLine) => bot.onCommand({ ...person, line, reply: answer(line) });
    const take = async (act: () => Promise<unknown>) => {
      shown = [];
      await act();
      return shown;
    };
    return {
      bot,
      logged,
      type: (typed) => take(() => run(lineOf(typed))),
      press: (button) => take(() => run(lineOf(button))),
      formOf,
      fill: (asked, answers) =>
        take(async () => {
          const form = await formOf(asked);
          if (form === undefined) throw new Error('there is no form');
          const line = lineOf(asked);
          const declaration = findDeclaration(line, bot.commands);
          if (declaration === undefined) throw new Error('there is no such command');
          const given = Object.fromEntries(form.fields.map(({ name, value = '' }) => [name, value]));
          await run(answerForm(line, declaration, { ...given, ...answers }));
        }),
      react: (emoji, message, added = true) =>
        take(async () => {
          if (message === undefined) throw new Error('there is no such message');
          await bot.onReaction({ emoji, added, message, member, reply });
        }),
      restart: () => talkAs(start(), memberName, channelName, more),
      lastMessage: () => last,
      as: (other, elsewhere = channelName, otherwise = more) => talkAs(bot, other, elsewhere, otherwise),
    };
  }
  return talkAs(start(), 'ada', 'papers');
}

/** The only card of an answer. */
export function only(cards: readonly Card[]): Card {
  const [card, ...others] = cards;
  if (card === undefined || others.length > 0)
    throw new Error(`${cards.length} cards where one was expected`);
  return card;
}

export function itemsOf(cards: readonly Card[]): readonly CardItem[] {
  return cards.flatMap((card) => card.items ?? []);
}

/** The small line of a paper, as one reads it. */
export function factsOf(item: CardItem | undefined): string {
  return [item?.reason, ...(item?.facts ?? []).map(({ text }) => text)].filter(Boolean).join(' · ');
}

/** Where a page of a list says that it is. */
export function placeOf(card: Card): string | undefined {
  return card.pager === undefined ? undefined : tellPlace(card.pager);
}

/** Every button of a card or a paper, those for other pages among them. */
export function buttonsOn(card: Card | CardItem | undefined): readonly Button[] {
  if (card === undefined) return [];
  if (!('paper' in card)) return [...turnPages(card.pager ?? {}), ...(card.buttons ?? [])];
  return [card.action, card.open, ...(card.buttons ?? [])].filter((button) => button !== undefined);
}

export function buttonNamed(label: string, card: Card | CardItem | undefined): Button | undefined {
  return buttonsOn(card).find((button) => button.label === label);
}

/** The papers on these cards, in order, each once. */
export function papersOn(cards: readonly Card[]): readonly PaperId[] {
  return [...new Set(cards.flatMap((card) => (card.items ?? []).map((item) => item.paper)))];
}
