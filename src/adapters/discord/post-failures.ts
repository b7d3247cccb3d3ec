import { RESTJSONErrorCodes as Codes, DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { PostFailure } from '../../core/chat/post-failure.ts';
import { describe, hasCode } from './failures.ts';

const GONE: Readonly<Record<number, string>> = {
  [Codes.UnknownChannel]: 'this channel is no more',
  [Codes.UnknownGuild]: 'this server is no more, or the bot was removed from it',
  [Codes.UnknownUser]: 'this person is no more',
  [Codes.InvalidRecipients]: 'this person is no more',
  [Codes.InvalidActionOnArchivedThread]: 'this thread is archived; open it again',
  [Codes.ThreadLocked]: 'this thread is locked; unlock it',
};

const FORBIDDEN: Readonly<Record<number, string>> = {
  [Codes.MissingAccess]: 'the bot cannot see this channel: grant it View Channel there',
  [Codes.MissingPermissions]:
    'the bot may not post in this channel: grant it Send Messages (in a thread: Send Messages in Threads) there',
  [Codes.CannotReplyWithoutPermissionToReadMessageHistory]:
    'the bot may not reply in this channel: grant it Read Message History there',
  [Codes.CannotSendMessagesToThisUser]:
    'this person accepts no direct messages from it: they can allow them in the privacy settings of a server they share with it',
  [Codes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds]:
    'this person shares no server with the bot: add it to one of theirs, or to their account',
  [Codes.CannotExecuteActionOnThisChannelType]:
    'a channel of this kind takes no messages: choose a text channel',
  [Codes.CannotSendMessagesInNonTextChannel]:
    'a channel of this kind takes no messages: choose a text channel',
  [Codes.MessageWasBlockedByAutomaticModeration]:
    'AutoMod blocks what the bot posts: exempt its role in the server settings',
  [Codes.MessageBlockedByHarmfulLinksFilter]: 'Discord takes a link in it for a harmful one',
};

/** What an error of Discord's means for something that is posted: whether waiting helps, and what to do. */
function readPostFailure(error: unknown): PostFailure {
  if (error instanceof PostFailure) return error;
  const code = error instanceof DiscordAPIError ? Number(error.code) : 0;
  const [gone, forbidden] = [GONE[code], FORBIDDEN[code]];
  const options = { cause: error };
  if (gone !== undefined) return new PostFailure('gone', `Discord: ${gone}.`, options);
  if (forbidden !== undefined) return new PostFailure('forbidden', `Discord: ${forbidden}.`, options);
  if (isBusy(error)) return new PostFailure('passing', 'Discord has too much to do just now.', options);
  return new PostFailure('passing', `Discord did not take it: ${describe(error)}.`, options);
}

function isBusy(error: unknown): boolean {
  if (error instanceof RateLimitError || hasCode(error, Codes.APIResourceOverloaded)) return true;
  const status = error instanceof DiscordAPIError || error instanceof HTTPError ? error.status : 0;
  return status === 429;
}

/** Does the work; rejects with a PostFailure. */
export async function postingOrFailing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw readPostFailure(error);
  }
}
