import {
  type APIApplicationCommand,
  type APIApplicationCommandOptionChoice,
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  MessageFlags,
  type REST,
  RESTJSONErrorCodes,
  type RESTPostAPIInteractionCallbackWithResponseResult,
  type RequestData,
  Routes,
  SnowflakeUtil,
} from 'discord.js';
import { entry } from '../../../core/text/log-entry.ts';
import { classify, describe, hasCode } from '../failures.ts';
import { type Content, idOf, sendOrPlain, writeMessage } from './body.ts';
import { type ChannelRequests, createChannelRequests } from './channel-requests.ts';
import { createPersist, HURRIED_PAUSES, type PersistMeans } from './persist.ts';

/** An interaction, as far as an answer to it needs it. */
export type Answerable = { readonly id: string; readonly application_id: string; readonly token: string };

/** What the adapter asks of Discord over REST; every request is asked again where that helps and cannot double it. */
export type Requests = ChannelRequests & {
  /** Yields whether it was this that acknowledged: not where another process had, or where it was too late. */
  acknowledge(to: Answerable, how: Acknowledgement): Promise<boolean>;
  /** Acknowledges with the first message of the answer; yields whether it was this, and the id where Discord tells it. */
  answer(to: Answerable, content: Content, how: Acknowledgement): Promise<Answered>;
  /** Acknowledges with a form; yields as `acknowledge` does. */
  showForm(to: Answerable, form: APIModalInteractionResponseCallbackData): Promise<boolean>;
  complete(to: Answerable, choices: readonly APIApplicationCommandOptionChoice<string>[]): Promise<void>;
  /** Yields the id of the message. */
  editOriginal(to: Answerable, content: Content): Promise<string>;
  /** Takes the answer away, or "is thinking…". */
  deleteOriginal(to: Answerable): Promise<void>;
  /** Yields the id of the message; undefined where its answer was lost, so that it may or may not have been shown. */
  followUp(to: Answerable, content: Content, ephemeral: boolean): Promise<string | undefined>;
  listCommands(application: string, guild: string | undefined): Promise<readonly APIApplicationCommand[]>;
  setCommands(application: string, guild: string | undefined, commands: readonly object[]): Promise<void>;
};

export type Answered = { readonly isFirst: boolean; readonly id?: string };

export type Acknowledgement = 'privately' | 'publicly' | 'to replace';

/** Milliseconds that an acknowledgement may take, of the three seconds that it has, and an answer after what it answers. */
const ACKNOWLEDGED_WITHIN = 2_500;
const ANSWERABLE_FOR = 15 * 60_000;

/** Completions come too often, and too late after a pause, to be asked again. */
const ONCE = { pauses: [], within: 0, isAnswer: true };

export type RequestMeans = PersistMeans & {
  /**
   * For answers to interactions: Discord counts them apart from all else, and they must not queue behind a thousand posts.
   * https://docs.discord.com/developers/topics/rate-limits#global-rate-limit
   */
  readonly answers: REST;
};

export function createRequests(means: RequestMeans): Requests {
  const { rest, answers, log } = means;
  const persist = createPersist(means);

  /** Yields whether it was this that acknowledged, and what Discord answered. */
  async function callback(
    { id, token: own }: Answerable,
    body: object,
    more: Pick<RequestData, 'files' | 'query'> = {},
  ): Promise<{ readonly isFirst: boolean; readonly reply?: unknown }> {
    let attempts = 0;
    try {
      const reply = await persist(
        () => {
          attempts += 1;
          return answers.post(Routes.interactionCallback(id, own), { ...more, body, auth: false });
        },
        { pauses: HURRIED_PAUSES, within: ACKNOWLEDGED_WITHIN, isFirst: true, isAnswer: true },
      );
      return { isFirst: true, reply };
    } catch (error) {
      // Acknowledged already: by an attempt of ours whose answer was lost, or else by another process.
      if (!hasCode(error, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)) throw error;
      return { isFirst: attempts > 1 };
    }
  }

  /** The id of the message of an answer, where the answer to that was lost. */
  async function findOriginal({ id, application_id, token: own }: Answerable): Promise<string | undefined> {
    const route = Routes.webhookMessage(application_id, own, '@original');
    const get = () => answers.get(route, { auth: false });
    try {
      return idOf(await persist(get, { within: timeLeft(id), isAnswer: true }));
    } catch (error) {
      log.warn(entry`Discord: reactions to an answer may save nothing: ${describe(error)}.`);
      return undefined;
    }
  }

  return {
    ...createChannelRequests(rest, persist, log),

    async acknowledge(to, how) {
      const { DeferredMessageUpdate, DeferredChannelMessageWithSource } = InteractionResponseType;
      const data = how === 'privately' ? { flags: MessageFlags.Ephemeral } : {};
      const body =
        how === 'to replace'
          ? { type: DeferredMessageUpdate }
          : { type: DeferredChannelMessageWithSource, data };
      return (await callback(to, body)).isFirst;
    },

    answer(to, content, how) {
      const { UpdateMessage, ChannelMessageWithSource } = InteractionResponseType;
      const type = how === 'to replace' ? UpdateMessage : ChannelMessageWithSource;
      const flags = MessageFlags.IsComponentsV2 | (how === 'privately' ? MessageFlags.Ephemeral : 0);
      const query = new URLSearchParams({ with_response: 'true' });
      return sendOrPlain(
        content,
        async (shown) => {
          const { body: data, ...files } = writeMessage(shown, { flags });
          const { isFirst, reply } = await callback(to, { type, data }, { ...files, query });
          const id = idOfCallback(reply) ?? (isFirst ? await findOriginal(to) : undefined);
          return { isFirst, ...(id === undefined ? {} : { id }) };
        },
        log,
      );
    },

    showForm: async (to, data) => (await callback(to, { type: InteractionResponseType.Modal, data })).isFirst,

    async complete(to, choices) {
      const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
      const sent = { body: { type, data: { choices } }, auth: false };
      await persist(() => answers.post(Routes.interactionCallback(to.id, to.token), sent), ONCE);
    },

    async editOriginal({ id, application_id, token: own }, content) {
      const route = Routes.webhookMessage(application_id, own, '@original');
      const edit = (shown: Content) => {
        const sent = { ...writeMessage(shown), auth: false };
        return persist(() => answers.patch(route, sent), { within: timeLeft(id), isAnswer: true });
      };
      return idOf(await sendOrPlain(content, edit, log));
    },

    async deleteOriginal({ id, application_id, token: own }) {
      const route = Routes.webhookMessage(application_id, own, '@original');
      await persist(() => answers.delete(route, { auth: false }), { within: timeLeft(id), isAnswer: true });
    },

    async followUp({ id, application_id, token: own }, content, ephemeral) {
      const flags = MessageFlags.IsComponentsV2 | (ephemeral ? MessageFlags.Ephemeral : 0);
      const query = new URLSearchParams({ wait: 'true' });
      const post = (shown: Content) => {
        const sent = { ...writeMessage(shown, { flags }), query, auth: false };
        const work = () => answers.post(Routes.webhook(application_id, own), sent);
        return persist(work, { canRepeat: false, within: timeLeft(id), isAnswer: true });
      };
      try {
        return idOf(await sendOrPlain(content, post, log));
      } catch (error) {
        // Discord has no nonce here: asking again might show it twice.
        if (classify(error) !== 'unknown') throw error;
        log.warn(
          entry`Discord: part of an answer may be missing, for the connection ended: ${describe(error)}.`,
        );
        return undefined;
      }
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

/** The id of the message that a callback showed; undefined where the answer to it was lost. */
function idOfCallback(reply: unknown): string | undefined {
  const { resource } = (reply ?? {}) as Partial<RESTPostAPIInteractionCallbackWithResponseResult>;
  return resource?.message?.id;
}

/** Milliseconds until nothing can be answered any more to the interaction. */
function timeLeft(interaction: string): number {
  return SnowflakeUtil.timestampFrom(interaction) + ANSWERABLE_FOR - Date.now();
}

function commandRoute(application: string, guild: string | undefined): `/${string}` {
  return guild === undefined
    ? Routes.applicationCommands(application)
    : Routes.applicationGuildCommands(application, guild);
}
