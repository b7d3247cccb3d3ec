import type {
  APIApplicationCommandAutocompleteInteraction,
  APIApplicationCommandOptionChoice,
} from 'discord.js';
import type { Latest } from '../../../core/async/latest.ts';
import type { Bot } from '../../../core/chat/bot.ts';
import type { Asker, Choice } from '../../../core/chat/command.ts';
import { findDeclaration } from '../../../core/chat/command-line.ts';
import type { Log } from '../../../core/chat/log.ts';
import { cleanLine } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { entry } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import { LIMITS } from '../limits.ts';
import type { Requests } from '../send/requests.ts';
import { readPlace, readTyping, type Typing } from './read-interaction.ts';

/**
 * Answers what is being typed with the bot's completions. What somebody types while earlier ones are still under way is what
 * all of them are answered with, so that no older list comes last.
 */
export async function completeTyping(
  interaction: APIApplicationCommandAutocompleteInteraction,
  bot: Bot,
  requests: Requests,
  log: Log,
  latest: Latest<readonly Choice[]>,
): Promise<void> {
  const typing = readTyping(interaction, bot.commands);
  const place = readPlace(interaction);
  const { channel, member } = place ?? {};
  const { name, verb } = typing.line;
  const field = JSON.stringify([member?.id, channel?.id, name, verb, typing.option]);
  const suggested = await latest(field, () => suggest(typing, bot, place));
  const choices = suggested.flatMap(nativeChoice);
  try {
    await requests.complete(interaction, choices.slice(0, LIMITS.choices));
  } catch (error) {
    log.debug(entry`Discord: a completion did not arrive: ${describe(error)}.`);
  }
}

/** What the bot suggests; the matching ones of an option's own choices where they are too many to be shown at once. */
async function suggest(
  { line, option }: Typing,
  bot: Bot,
  asker: Asker | undefined,
): Promise<readonly Choice[]> {
  if (option === undefined) return bot.suggest(line, LIMITS.choices, undefined, asker);
  const { options = [] } = findDeclaration(line, bot.commands) ?? {};
  const { choices, completes } = options.find(({ name }) => name === option) ?? {};
  if (choices === undefined || completes) return bot.suggest(line, LIMITS.choices, option, asker);
  const typed = line.text.toLowerCase();
  return choices.filter(({ label, value }) => `${label} ${value}`.toLowerCase().includes(typed));
}

/** A choice as Discord takes it; none for a value that cannot be sent back whole, for half of it would mean something else. */
function nativeChoice({ label, value }: Choice): readonly APIApplicationCommandOptionChoice<string>[] {
  const name = clipText(cleanLine(label), LIMITS.choice);
  if (name === '' || value === '' || value.length > LIMITS.choice) return [];
  return [{ name, value }];
}
