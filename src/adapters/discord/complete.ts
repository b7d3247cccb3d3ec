import type {
  APIApplicationCommandAutocompleteInteraction,
  APIApplicationCommandOptionChoice,
} from 'discord.js';
import type { Bot, Choice } from '../../core/chat/contract.ts';
import type { Log } from '../../core/chat/log.ts';
import { cleanLine } from './clean-text.ts';
import { clip } from './clip.ts';
import { describe } from './failures.ts';
import { LIMITS } from './limits.ts';
import { readTyping } from './read-interaction.ts';
import type { Requests } from './requests.ts';

/** Answers what is being typed with the bot's completions, from memory and at once. */
export async function completeTyping(
  interaction: APIApplicationCommandAutocompleteInteraction,
  bot: Bot,
  requests: Requests,
  log: Log,
): Promise<void> {
  const choices = bot.suggest(readTyping(interaction), LIMITS.choices).flatMap(nativeChoice);
  try {
    await requests.complete(interaction, choices.slice(0, LIMITS.choices));
  } catch (error) {
    log.debug(`Discord: a completion did not arrive: ${describe(error)}.`);
  }
}

/** A choice as Discord takes it; none for a value that cannot be sent back whole, for half of it would mean something else. */
function nativeChoice({ label, value }: Choice): readonly APIApplicationCommandOptionChoice<string>[] {
  const name = clip(cleanLine(label), LIMITS.choice);
  if (name === '' || value === '' || value.length > LIMITS.choice) return [];
  return [{ name, value }];
}
