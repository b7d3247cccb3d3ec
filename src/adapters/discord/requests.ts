import {
  type APIApplicationCommand,
  type APIApplicationCommandOptionChoice,
  type APIContainerComponent,
  DiscordAPIError,
  InteractionResponseType,
  MessageFlags,
  type REST,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js';
import type { Log } from '../../core/chat/log.ts';
import { classify, describe, hasCode } from './failures.ts';

/** An interaction, as far as an answer to it needs it. */
export type Answerable = { readonly id: string; readonly application_id: string; readonly token: string };

/** What the adapter asks of Discord over REST; every request is asked again where that helps and cannot double it. */
export type Requests = {
  /** Yields whether it was this that acknowledged: not where another process had, or where it was too late. */
  acknowledge(to: Answerable, how: Acknowledgement): Promise<boolean>;
  complete(to: Answerable, choices: readonly APIApplicationCommandOptionChoice<string>[]): Promise<void>;
  /** Yields the id of the message. */
  editOriginal(to: Answerable, components: readonly APIContainerComponent[]): Promise<string>;
  /** Yields the id of the message; undefined where its answer was lost, so that it may or may not have been shown. */
  followUp(
    to: Answerable,
    components: readonly APIContainerComponent[],
    ephemeral: boolean,
  ): Promise<string | undefined>;
  /** `nonce`, at most 25 characters, keeps the message from being sent twice. */
  send(
    channel: string,
    components: readonly APIContainerComponent[],
    nonce: string,
    repliesTo?: string,
  ): Promise<string>;
  openDirect(person: string): Promise<string>;
  listCommands(application: string, guild: string | undefined): Promise<readonly APIApplicationCommand[]>;
  setCommands(application: string, guild: string | undefined, commands: readonly object[]): Promise<void>;
};

export type Acknowledgement = 'privately' | 'publicly' | 'to replace';

/** Milliseconds before asking again; an acknowledgement has only three seconds in all. */
const PAUSES = [200, 600, 1_800, 5_000];
const HURRIED_PAUSES = [100, 300, 700];

/** Nobody is notified by anything the bot writes. */
const allowed_mentions = { parse: [], replied_user: false };

export function createRequests(rest: REST, token: string, log: Log): Requests {
  async function persist<T>(
    work: () => Promise<T>,
    pauses: readonly number[] = PAUSES,
    canRepeat = true,
  ): Promise<T> {
    for (const [attempt, pause] of [...pauses, undefined].entries()) {
      try {
        return await work();
      } catch (error) {
        const problem = classify(error);
        const isTokenLost = isUnauthorized(error) && attempt === 0;
        // discord.js forgets the token after one 401, even where that was a proxy's whim.
        if (isTokenLost) rest.setToken(token);
        const helps = problem === 'not done' || (problem === 'unknown' && canRepeat);
        if (pause === undefined || !(helps || isTokenLost)) throw error;
        log.debug(`Discord is asked again in ${pause} ms: ${error instanceof Error ? error.message : error}`);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
    throw new Error('Every attempt either yields or throws.');
  }

  async function callback({ id, token: own }: Answerable, body: object): Promise<boolean> {
    let attempts = 0;
    try {
      await persist(() => {
        attempts += 1;
        return rest.post(Routes.interactionCallback(id, own), { body, auth: false });
      }, HURRIED_PAUSES);
      return true;
    } catch (error) {
      // Acknowledged already: by an attempt of ours whose answer was lost, or else by another process.
      if (hasCode(error, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)) return attempts > 1;
      throw error;
    }
  }

  return {
    acknowledge(to, how) {
      if (how === 'to replace') return callback(to, { type: InteractionResponseType.DeferredMessageUpdate });
      const data = how === 'privately' ? { flags: MessageFlags.Ephemeral } : {};
      return callback(to, { type: InteractionResponseType.DeferredChannelMessageWithSource, data });
    },

    async complete(to, choices) {
      const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
      await rest.post(Routes.interactionCallback(to.id, to.token), {
        body: { type, data: { choices } },
        auth: false,
      });
    },

    async editOriginal({ application_id, token: own }, components) {
      const route = Routes.webhookMessage(application_id, own, '@original');
      const body = { components, flags: MessageFlags.IsComponentsV2, allowed_mentions };
      return idOf(await persist(() => rest.patch(route, { body, auth: false })));
    },

    async followUp({ application_id, token: own }, components, ephemeral) {
      const flags = MessageFlags.IsComponentsV2 | (ephemeral ? MessageFlags.Ephemeral : 0);
      const body = { components, flags, allowed_mentions };
      const query = new URLSearchParams({ wait: 'true' });
      const work = () => rest.post(Routes.webhook(application_id, own), { body, query, auth: false });
      try {
        return idOf(await persist(work, PAUSES, false));
      } catch (error) {
        // Discord has no nonce here: asking again might show it twice.
        if (classify(error) !== 'unknown') throw error;
        log.warn(`Discord: part of an answer may be missing, for the connection ended: ${describe(error)}.`);
        return undefined;
      }
    },

    async send(channel, components, nonce, repliesTo) {
      const reference = repliesTo === undefined ? {} : { message_id: repliesTo, fail_if_not_exists: false };
      const body = {
        components,
        flags: MessageFlags.IsComponentsV2,
        allowed_mentions,
        nonce,
        enforce_nonce: true,
        ...(repliesTo === undefined ? {} : { message_reference: reference }),
      };
      return idOf(await persist(() => rest.post(Routes.channelMessages(channel), { body })));
    },

    async openDirect(person) {
      const body = { recipient_id: person };
      return idOf(await persist(() => rest.post(Routes.userChannels(), { body })));
    },

    async listCommands(application, guild) {
      const list = await persist(() => rest.get(commandRoute(application, guild)));
      return Array.isArray(list) ? list : [];
    },

    async setCommands(application, guild, commands) {
      await persist(() => rest.put(commandRoute(application, guild), { body: commands }));
    },
  };
}

/** Whether the bot's own token was refused, not that of an interaction. */
function isUnauthorized(error: unknown): boolean {
  const isLate = hasCode(error, RESTJSONErrorCodes.InvalidWebhookToken);
  return error instanceof DiscordAPIError && error.status === 401 && !isLate;
}

function commandRoute(application: string, guild: string | undefined): `/${string}` {
  return guild === undefined
    ? Routes.applicationCommands(application)
    : Routes.applicationGuildCommands(application, guild);
}

function idOf(reply: unknown): string {
  if (typeof reply === 'object' && reply !== null && 'id' in reply && typeof reply.id === 'string') {
    return reply.id;
  }
  throw new Error('Discord answered without an id.');
}
