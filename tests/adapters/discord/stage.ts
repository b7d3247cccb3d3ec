import { createDiscord, type DiscordSettings } from '../../../src/adapters/discord/discord.ts';
import type { Bot, ClearedReactions, Reaction } from '../../../src/core/chat/bot.ts';
import type { Card, CommandLine } from '../../../src/core/chat/card.ts';
import type { CommandDeclaration, Invocation } from '../../../src/core/chat/command.ts';
import type { Log } from '../../../src/core/chat/log.ts';
import type { Platform } from '../../../src/core/chat/platform.ts';
import { type DiscordDouble, startDiscordDouble } from '../../doubles/discord/double.ts';
import type { Person } from '../../doubles/discord/person.ts';
import type { Channel, Guild } from '../../doubles/discord/state.ts';

const paperArgument = { name: 'paper', description: 'Which one', required: true, kind: 'paper' } as const;

/** More than Discord shows at once. */
const ZONES = Array.from({ length: 60 }, (_, at) => ({ label: `Zone ${at}`, value: `Etc/GMT+${at}` }));

export const COMMANDS: readonly CommandDeclaration[] = [
  {
    name: 'paper',
    description: 'Search the papers',
    argument: { name: 'query', description: 'Words', required: true, kind: 'query' },
    private: true,
  },
  {
    name: 'papers',
    verb: 'similar',
    description: 'Papers like one',
    argument: paperArgument,
    private: true,
    repeatable: true,
  },
  {
    name: 'papers',
    verb: 'share',
    description: 'Post one',
    argument: paperArgument,
    private: false,
    repeatable: true,
  },
  {
    name: 'papers',
    verb: 'find',
    description: 'Find it',
    argument: paperArgument,
    private: true,
    shortcut: 'Find this paper',
  },
  { name: 'papers', verb: 'new', description: 'The newest papers', private: true },
  {
    name: 'papers',
    verb: 'saved',
    description: 'The reading list',
    argument: { name: 'query', description: 'Words', required: false, kind: 'query' },
    options: [
      { name: 'tag', description: 'Only with this tag', completes: true },
      {
        name: 'order',
        description: 'What comes first',
        choices: [
          { label: 'Newest first', value: 'new' },
          { label: 'Oldest first', value: 'old' },
        ],
      },
      { name: 'zone', description: 'A time zone', choices: ZONES },
    ],
    private: true,
  },
  {
    name: 'papers',
    verb: 'note',
    description: 'Write a note on a paper',
    argument: paperArgument,
    options: [
      { name: 'note', description: 'The note', long: true },
      {
        name: 'mood',
        description: 'How good it is',
        choices: [
          { label: 'Good', value: 'good' },
          { label: 'Bad', value: 'bad' },
        ],
      },
    ],
    asks: true,
    private: true,
  },
  { name: 'digest', verb: 'add', description: 'Add a digest', managers: true, private: true },
  { name: 'digest', verb: 'list', description: 'List the digests', private: true },
  { name: 'sweep', description: 'Remove all digests', managers: true, private: true },
];

/** Five papers of a list with a Next button, as the search answers. */
export function pageOf(line: CommandLine, page = line.page ?? 1): Card {
  const numbers = [1, 2, 3, 4, 5].map((number) => number + (page - 1) * 5);
  return {
    title: `12 papers for “${line.text.slice(0, 80)}”`,
    items: numbers.map((number) => ({
      paper: `arxiv:2303.0${number}`,
      number,
      heading: `Paper ${number} on uncertainty`,
      url: `https://arxiv.org/abs/2303.0${number}`,
      facts: [{ text: 'Ada Lovelace · 14 March 2023' }],
      text: { text: 'A sentence that shows why.', marks: [] },
      reason: 'matches uncertainty in title',
      links: [{ label: 'Code', url: 'https://github.com/lab/code' }],
      buttons: ['similar', 'share'].map((verb) => ({
        label: verb === 'similar' ? 'Similar' : 'Share to channel',
        command: { name: 'papers', verb, text: `arxiv:2303.0${number}` },
      })),
    })),
    buttons: [{ label: 'Next', command: { ...line, page: page + 1 }, replaces: true }],
    footer: `${numbers[0]}–${numbers[4]} of 12`,
  };
}

/** One paper for all to see. */
export const sharedCard: Card = {
  title: 'alice shares',
  items: [
    {
      paper: 'arxiv:2303.01',
      heading: 'Paper 1 on uncertainty',
      url: 'https://arxiv.org/abs/2303.01',
      facts: [{ text: 'Ada Lovelace' }],
    },
  ],
};

export type Stage = {
  readonly double: DiscordDouble;
  readonly guild: Guild;
  readonly channel: Channel;
  readonly alice: Person;
  readonly bob: Person;
  /** What reached the bot. */
  readonly invocations: Invocation[];
  readonly reactions: Reaction[];
  readonly cleared: ClearedReactions[];
  readonly workspaces: (readonly [id: string, isThere: boolean])[];
  readonly lines: string[];
  /** Replaces the bot's way to answer. */
  answer: (invocation: Invocation) => Promise<unknown>;
  /** Replaces what the bot suggests: thirty choices. */
  suggest: Bot['suggest'];
  /** What the bot asks before a command that asks. */
  form: Bot['form'];
  readonly discord: () => Platform;
  /** Starts the adapter, with the bot of fixed cards unless another is given. */
  start(settings?: Partial<DiscordSettings>, bot?: Bot): Promise<Platform>;
  /** Starts another one: the bot after a restart. */
  restart(): Promise<Platform>;
  end(): Promise<void>;
};

/** Under which the bot says in the log what it could not answer. */
export const INCIDENT = 123_456;

/** A server with a channel, Alice and Bob, a bot that answers with fixed cards, and the Discord adapter between. */
export async function setStage(heartbeatInterval?: number): Promise<Stage> {
  const double = await startDiscordDouble(heartbeatInterval === undefined ? {} : { heartbeatInterval });
  const guild = double.addGuild('Lab');
  const lines: string[] = [];
  const write = (level: string) => (text: string) => void lines.push(`${level} ${text}`);
  const log: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const platforms: Platform[] = [];
  const stage: Stage = {
    double,
    guild,
    channel: double.addChannel(guild, 'papers'),
    alice: double.addPerson('alice', guild),
    bob: double.addPerson('bob', guild),
    invocations: [],
    reactions: [],
    cleared: [],
    workspaces: [],
    lines,
    answer: ({ line, reply }) => reply([line.verb === 'share' ? sharedCard : pageOf(line)]),
    suggest: async ({ text }) =>
      Array.from({ length: 30 }, (_, at) => ({ label: `${text} ${at}`, value: `value ${at}` })),
    form: async () => undefined,
    discord: () => platforms.at(-1) ?? createDiscord({ token: '' }, log),
    async start(settings = {}, bot = fixed) {
      const platform = createDiscord(
        { token: double.token, apiUrl: double.api, firstPause: 20, ...settings },
        log,
      );
      platforms.push(platform);
      await platform.start(bot);
      return platform;
    },
    async restart() {
      await platforms.at(-1)?.stop();
      return await stage.start();
    },
    async end() {
      for (const platform of platforms) await platform.stop();
      await double.close();
    },
  };
  const fixed: Bot = {
    commands: COMMANDS,
    async onCommand(invocation) {
      stage.invocations.push(invocation);
      try {
        await stage.answer(invocation);
      } catch (error) {
        lines.push(`bot ${error}`);
        return INCIDENT;
      }
      return undefined;
    },
    async onReaction(reaction) {
      stage.reactions.push(reaction);
    },
    async onWorkspace({ workspace }, isThere) {
      stage.workspaces.push([workspace, isThere]);
    },
    async onCleared(cleared) {
      stage.cleared.push(cleared);
    },
    form: (question) => stage.form(question),
    suggest: (line, limit, option) => stage.suggest(line, limit, option),
    show: async () => ({ cards: [], until: new Date() }),
    introduce: async () => undefined,
    onChange: () => () => {},
    introduceLinked: async () => new Map(),
  };
  return stage;
}

/** All the Markdown a message shows. */
export function shownText(message: object): string {
  const texts: string[] = [];
  JSON.stringify(message, (key, value) => {
    if (key === 'content' && value !== '') texts.push(String(value));
    return value;
  });
  return texts.join('\n');
}
