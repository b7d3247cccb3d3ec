import type { Context } from '@slack/bolt';
import { within } from '../../../core/async/within.ts';
import type { Bot } from '../../../core/chat/bot.ts';
import type { Card, CommandLine } from '../../../core/chat/card.ts';
import type { Member } from '../../../core/chat/channel.ts';
import type { CommandDeclaration, Invocation } from '../../../core/chat/command.ts';
import { findDeclaration } from '../../../core/chat/command-line.ts';
import { reportFailure } from '../../../core/chat/failures.ts';
import type { Log } from '../../../core/chat/log.ts';
import { entry } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import type { Home } from '../home.ts';
import { apologise, type Manner } from '../send/answer.ts';
import { findAbsence } from '../send/reach.ts';
import type { Place } from '../send/send.ts';
import { isOfTwo } from '../workspaces/directory.ts';
import type { Session } from '../workspaces/session.ts';

/** What Slack is asked about before something runs, a person's time zone or a channel's name, is not waited for longer (ms). */
const ASKED_WITHIN = 1_000;

/** What the listeners need, in the workspace whose something is that arrived. */
export type ReceiveContext = Session & {
  readonly bot: Bot;
  readonly home: Home;
  /** Whether links to papers become cards. */
  readonly unfurls: boolean;
  readonly log: Log;
  /** Whether an id comes for the first time to this process. */
  isNew(id: string): boolean;
  /** Whether an event comes for the first time to any process, within so many milliseconds; a day unless told. */
  isFirst(name: string, milliseconds?: number): Promise<boolean>;
  /** The bot in another workspace that has the app, where it may be in several; undefined where that one has not. */
  findOther?(workspace: string): Promise<ReceiveContext | undefined>;
  /** Keeps work that a stop waits for. */
  track(work: Promise<void>): Promise<void>;
};

/** What was found out when it arrived: no listener hears what is of no workspace that has the app. */
export function heardIn({ heard }: Context): ReceiveContext {
  return heard;
}

/** Acknowledges. Slack may be gone before it hears that; the person still waits for the answer. */
export async function acknowledge({ log }: ReceiveContext, ack: () => Promise<void>): Promise<void> {
  try {
    await ack();
  } catch (error) {
    log.debug(entry`Slack did not receive an acknowledgement: ${describe(error)}`);
  }
}

/** Says something to the person alone who did something in a place. */
export function say({ answer, home }: ReceiveContext, place: Place, card: Card): Promise<unknown> {
  return place.home === undefined ? answer(place, 'private', [card]) : home.say(memberOf(place), card);
}

/** Does what was asked for in a place. Where that fails, whoever asked is told, with the number of the incident in the log. */
export function attempt(context: ReceiveContext, place: Place, work: () => Promise<unknown>): Promise<void> {
  const { log, track } = context;
  const tried = async () => {
    try {
      await work();
    } catch (error) {
      const card = apologise(reportFailure(error, entry`Slack: what somebody asked for`, log));
      await say(context, place, card);
    }
  };
  return track(tried());
}

/** Hands a command to the bot; its answer is seen as the command declares unless told otherwise. */
export async function runCommand(
  context: ReceiveContext,
  line: CommandLine,
  place: Place,
  memberName: string,
  manner: Manner = mannerOf(line, context.bot.commands),
): Promise<void> {
  const { bot, answer } = context;
  const asked = await describeAsking(context, line, place, memberName);
  const reply = async (cards: readonly Card[]) =>
    answer(place, await mannerFor(cards, manner, place, context), cards);
  await bot.onCommand({ ...asked, reply });
}

/** What asks what is meant is for the asker alone, where others are. */
async function mannerFor(
  cards: readonly Card[],
  manner: Manner,
  { channel }: Place,
  { directory }: ReceiveContext,
): Promise<Manner> {
  const isAside = cards.length > 0 && cards.every((card) => card.isAside === true);
  return isAside && manner === 'public' && !(await directory.isSurelyOwn(channel)) ? 'private' : manner;
}

/** Who asks for what, and where. */
export async function describeAsking(
  context: ReceiveContext,
  line: CommandLine,
  place: Place,
  memberName: string,
): Promise<Omit<Invocation, 'reply'>> {
  const { channel, user } = place;
  const { directory, rights, identity } = context;
  const { workspace } = identity;
  const [channelName, zone] = await Promise.all([
    place.channelName ?? findChannelName(context, line, channel),
    findZone(context, line, user),
  ]);
  let unknown: string | undefined;
  const note = (what: string) => {
    unknown = `Slack does not tell just now ${what}. Try again in a minute.`;
  };
  return {
    line,
    channel: { platform: 'slack', workspace, id: channel },
    ...(place.threadTs !== undefined && { thread: place.threadTs }),
    member: memberOf(place),
    memberName,
    ...(channelName !== undefined && { channelName }),
    ...(zone !== undefined && { zone }),
    mayManage: () => rights.mayManage(channel, user, note),
    absence: async () => (await findAbsence(directory, place, identity.botName)) ?? unknown,
    managesWorkspace: () => rights.managesWorkspace(user),
    belongs: () => rights.belongs(user),
  };
}

/** The time zone of a person who is asked something, or is told times. */
async function findZone(
  { bot, directory }: ReceiveContext,
  line: CommandLine,
  user: string,
): Promise<string | undefined> {
  const { asks, tellsTimes } = findDeclaration(line, bot.commands) ?? {};
  if (!asks && !tellsTimes) return undefined;
  const asked = directory.person(user).then(
    ({ zone }) => zone,
    () => undefined,
  );
  return within(ASKED_WITHIN, asked, undefined);
}

/** A name that Slack did not tell with the act: asked for where somebody manages the channel. */
async function findChannelName(
  context: ReceiveContext,
  line: CommandLine,
  channel: string,
): Promise<string | undefined> {
  const isManaged = findDeclaration(line, context.bot.commands)?.managers === true && !isOfTwo(channel);
  return isManaged ? (await askChannelName(context, channel)).channelName : undefined;
}

/** The name of a channel, asked for; none where Slack does not tell soon. */
export async function askChannelName(
  { directory }: Pick<Session, 'directory'>,
  channel: string,
): Promise<ReturnType<typeof nameChannel>> {
  const asked = directory.conversation(channel).then(
    ({ name }) => name,
    () => undefined,
  );
  return nameChannel(await within(ASKED_WITHIN, asked, undefined));
}

/** Commands are private unless declared otherwise. */
function mannerOf(line: CommandLine, commands: readonly CommandDeclaration[]): Manner {
  return findDeclaration(line, commands)?.private === false ? 'public' : 'private';
}

/** What Slack calls channels whose name it keeps to itself. */
const NAMELESS = ['', 'directmessage', 'privategroup'];

/** The name of a channel as a part of a place, where Slack tells it, or that it is a group message. */
export function nameChannel(name: string | null | undefined): Pick<Place, 'channelName' | 'group'> {
  if (typeof name !== 'string' || NAMELESS.includes(name)) return {};
  return name.startsWith('mpdm-') ? { group: true } : { channelName: name };
}

/** Who asks there. */
export function memberOf({ workspace, user }: Pick<Place, 'workspace' | 'user'>): Member {
  return { platform: 'slack', workspace, id: user };
}
