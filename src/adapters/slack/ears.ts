import type { webApi } from '@slack/bolt';
import type { Card, CommandLine } from '../../core/chat/card.ts';
import { findDeclaration } from '../../core/chat/command-line.ts';
import type { Bot, CommandDeclaration, Posted } from '../../core/chat/contract.ts';
import type { Log } from '../../core/chat/log.ts';
import type { Manner } from './answer.ts';
import { describe } from './failure.ts';
import type { Identity } from './identity.ts';
import type { Place } from './send.ts';

/** What the listeners need. */
export type Ears = {
  readonly bot: Bot;
  readonly identity: Identity;
  readonly client: webApi.WebClient;
  readonly log: Log;
  answer(place: Place, manner: Manner, cards: readonly Card[]): Promise<readonly Posted[]>;
  /** Whether an id comes for the first time: what Slack sends again acts once. */
  isNew(id: string): boolean;
  /** Keeps work that a stop waits for. */
  track(work: Promise<void>): Promise<void>;
};

/** Acknowledges. Slack may be gone before it hears that; the person still waits for the answer. */
export async function acknowledge({ log }: Ears, ack: () => Promise<void>): Promise<void> {
  try {
    await ack();
  } catch (error) {
    log.debug(`Slack did not hear an acknowledgement: ${describe(error)}`);
  }
}

/** Hands a command to the bot; its answer is seen as the command declares unless told otherwise. */
export function runCommand(
  { bot, identity, answer }: Ears,
  line: CommandLine,
  place: Place,
  memberName: string,
  manner: Manner = mannerOf(line, bot.commands),
): Promise<void> {
  const { workspace } = identity;
  return bot.onCommand({
    line,
    channel: { platform: 'slack', workspace, id: place.channel },
    member: { platform: 'slack', workspace, id: place.user },
    memberName,
    reply: (cards) => answer(place, manner, cards),
  });
}

/** Commands are private unless declared otherwise. */
function mannerOf(line: CommandLine, commands: readonly CommandDeclaration[]): Manner {
  return findDeclaration(line, commands)?.private === false ? 'public' : 'private';
}
