import {
  type APIApplicationCommand,
  type APIMessage,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionType,
} from 'discord-api-types/v10';
import { askBot, contextOf } from './interactions.ts';
import { allComponents, type Part, partsOf } from './message-rules.ts';
import { createMessage, snapshotOf } from './messages.ts';
import { fillIn } from './modal.ts';
import {
  type Asked,
  type Channel,
  emojiObject,
  messageAsSeen,
  type Stored,
  visibleMessages,
} from './state.ts';
import { memberPermissions } from './wire.ts';
import { announceMessage, type World } from './world.ts';

export type Typed = {
  readonly verb?: string;
  readonly options?: Readonly<Record<string, string>>;
  /** The bot is not in this place: the person has installed it for themselves. */
  readonly userInstalled?: boolean;
};

export type Shown = {
  readonly embeds?: readonly object[];
  readonly components?: readonly object[];
  readonly files?: readonly string[];
};

/** A person with a Discord client: does only what that client would let them do, and throws where it would not. */
export type Person = {
  readonly id: string;
  readonly name: string;
  types(channel: Channel, command: string, typed?: Typed): Asked;
  /** Has typed so far; the last option is the one being typed. */
  isTyping(channel: Channel, command: string, typed: Typed): Asked;
  /** Presses the button with this label, after its emoji where it has one; the n-th of that label, from 0. */
  presses(message: APIMessage, label: string, nth?: number): Asked;
  /**
   * Hands in the form that was shown in answer to something, with these answers by the names of the fields; what is not
   * answered stays as it was shown.
   */
  submits(asked: Asked, answers: Readonly<Record<string, string>>): Asked;
  /** Opens a file on a message. */
  opens(message: APIMessage, name: string): string;
  /** Uses a message command on a message. */
  uses(command: string, message: APIMessage): Asked;
  /** Says it, with more of what a message can have: embeds and components as a bot's, names of files, what it replies to. */
  says(channel: Channel, text: string, more?: Shown & { readonly repliesTo?: APIMessage }): APIMessage;
  /** Forwards a message: what comes of it is a copy of what it shows. */
  forwards(message: APIMessage, channel: Channel): APIMessage;
  /** `🔖`, or `name:id` for a custom emoji; as a super reaction where told. */
  reacts(message: APIMessage, emoji: string, isSuper?: boolean): void;
  takesBack(message: APIMessage, emoji: string, isSuper?: boolean): void;
  /** Opens the direct messages with the bot. */
  opensDirect(): Channel;
  sees(channel: Channel): readonly APIMessage[];
};

function shownLabel({ emoji, label }: Part): string {
  const name = typeof emoji === 'object' && emoji !== null && 'name' in emoji ? `${emoji.name} ` : '';
  return `${name}${label}`;
}

export function createPerson(world: World, id: string): Person {
  const { state } = world;
  const user = state.users.get(id);
  if (!user) throw new Error(`Nobody has the id ${id}.`);

  function findCommand(
    channel: Channel,
    name: string,
    type: number,
    userInstalled: boolean,
  ): APIApplicationCommand {
    const lists = [state.commands.get(channel.guild ?? ''), state.commands.get('')];
    const command = lists.flatMap((list) => list ?? []).find((one) => one.name === name && one.type === type);
    const context = contextOf(channel, userInstalled);
    if (!command) throw new Error(`There is no command ${name} here.`);
    if (command.contexts && !command.contexts.includes(context)) {
      throw new Error(`The command ${name} is not offered in context ${context}.`);
    }
    if (command.integration_types && !command.integration_types.includes(userInstalled ? 1 : 0)) {
      throw new Error(`The command ${name} is not offered to this kind of installation.`);
    }
    const guild = state.guilds.get(channel.guild ?? '');
    const needed = BigInt(command.default_member_permissions ?? 0);
    if (guild && (memberPermissions(guild, id) & needed) !== needed) {
      throw new Error(`${user?.username} may not use the command ${name}.`);
    }
    return command;
  }

  function commandData(command: APIApplicationCommand, { verb, options = {} }: Typed, focused?: string) {
    const holder =
      verb === undefined
        ? command
        : partsOf(command.options).find((one) => one.type === 1 && one.name === verb);
    if (!holder) throw new Error(`/${command.name} has no ${verb}.`);
    const declared = partsOf((holder as Part).options);
    if (verb === undefined && declared.some(({ type }) => type === 1)) {
      throw new Error(`/${command.name} wants one of its sub-commands.`);
    }
    const values = Object.entries(options).map(([name, value]) => {
      const option = declared.find((one) => one.name === name);
      if (!option) throw new Error(`/${command.name} takes no ${name}.`);
      if (value.length > Number(option.max_length ?? 6000)) throw new Error(`${name} is too long.`);
      const isFocused = name === focused;
      if (isFocused && option.autocomplete !== true) throw new Error(`${name} is not completed.`);
      const choices = partsOf(option.choices).map((choice) => choice.value);
      if (choices.length > 0 && !choices.includes(value)) throw new Error(`${name} cannot be ${value}.`);
      return {
        name,
        type: ApplicationCommandOptionType.String,
        value,
        ...(isFocused ? { focused: true } : {}),
      };
    });
    const missing = declared.find((one) => one.required === true && !(String(one.name) in options));
    if (missing && focused === undefined) throw new Error(`/${command.name} wants ${missing.name}.`);
    return {
      id: command.id,
      name: command.name,
      type: command.type,
      ...(command.guild_id ? { guild_id: command.guild_id } : {}),
      options: verb === undefined ? values : [{ name: verb, type: 1, options: values }],
    };
  }

  function visible(message: APIMessage): Stored {
    const stored = state.messages.get(message.id);
    if (!stored || (stored.seenBy !== undefined && stored.seenBy !== id)) {
      throw new Error(`${user?.username} does not see message ${message.id}.`);
    }
    return stored;
  }

  function channelOf(message: APIMessage): Channel {
    const channel = state.channels.get(message.channel_id);
    if (!channel) throw new Error(`There is no channel ${message.channel_id}.`);
    return channel;
  }

  function react(message: APIMessage, emoji: string, added: boolean, isSuper: boolean): void {
    const stored = visible(message);
    if (stored.seenBy !== undefined) throw new Error('Nobody can react to an ephemeral message.');
    const reactions = isSuper ? stored.bursts : stored.reactions;
    const people = reactions.get(emoji) ?? new Set();
    reactions.set(emoji, people);
    if (people.has(id) === added) return;
    if (added) people.add(id);
    else people.delete(id);
    const channel = channelOf(message);
    const member = state.guilds.get(channel.guild ?? '')?.members.get(id);
    world.dispatch(added ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE', {
      user_id: id,
      channel_id: channel.id,
      message_id: message.id,
      ...(channel.guild === undefined ? {} : { guild_id: channel.guild }),
      emoji: emojiObject(emoji),
      burst: isSuper,
      type: isSuper ? 1 : 0,
      ...(added ? { message_author_id: stored.message.author.id, ...(member ? { member } : {}) } : {}),
    });
  }

  return {
    id,
    name: user.username,
    types(channel, name, typed = {}) {
      const { userInstalled = false } = typed;
      const command = findCommand(channel, name, ApplicationCommandType.ChatInput, userInstalled);
      const data = commandData(command, typed);
      return askBot(world, {
        type: InteractionType.ApplicationCommand,
        person: id,
        channel,
        data,
        userInstalled,
      });
    },
    isTyping(channel, name, typed) {
      const command = findCommand(channel, name, ApplicationCommandType.ChatInput, false);
      const data = commandData(command, typed, Object.keys(typed.options ?? {}).at(-1));
      return askBot(world, {
        type: InteractionType.ApplicationCommandAutocomplete,
        person: id,
        channel,
        data,
      });
    },
    presses(message, label, nth = 0) {
      const stored = visible(message);
      const buttons = allComponents(stored.message.components).map(({ part }) => part);
      const button = buttons.filter((part) => part.type === 2 && shownLabel(part) === label)[nth];
      if (!button) throw new Error(`There is no button ${label}.`);
      if (button.disabled === true || button.style === 5)
        throw new Error(`The button ${label} sends nothing.`);
      const data = { custom_id: button.custom_id, component_type: 2, id: button.id };
      const seen = { ...messageAsSeen(state, stored) };
      const channel = channelOf(message);
      return askBot(world, {
        type: InteractionType.MessageComponent,
        person: id,
        channel,
        data,
        message: seen,
      });
    },
    submits(asked, answers) {
      const { modal } = asked;
      if (!modal || asked.person !== id) throw new Error(`${user.username} is shown no form.`);
      const channel = state.channels.get(asked.channel);
      const source = state.messages.get(asked.source ?? '');
      if (!channel) throw new Error(`There is no channel ${asked.channel}.`);
      return askBot(world, {
        type: InteractionType.ModalSubmit,
        person: id,
        channel,
        data: { custom_id: modal.custom_id, components: fillIn(modal, answers) },
        ...(source ? { message: { ...messageAsSeen(state, source) } } : {}),
      });
    },
    opens(message, name) {
      const attachment = visible(message).message.attachments.find(({ filename }) => filename === name);
      const file = state.files.get(attachment?.id ?? '');
      if (!file) throw new Error(`There is no file ${name}.`);
      return file.content;
    },
    uses(name, message) {
      const channel = channelOf(message);
      const command = findCommand(channel, name, ApplicationCommandType.Message, false);
      const stored = visible(message);
      const data = {
        id: command.id,
        name,
        type: command.type,
        target_id: message.id,
        resolved: { messages: { [message.id]: messageAsSeen(state, stored) } },
      };
      return askBot(world, { type: InteractionType.ApplicationCommand, person: id, channel, data });
    },
    says(channel, text, { files = [], repliesTo, ...more } = {}) {
      const body = { content: text, ...more };
      const sent = files.map((name) => ({ name, type: 'application/octet-stream', content: '' }));
      const stored = createMessage(state, {
        ...{ author: user, channel: channel.id, body, files: sent },
        ...(repliesTo === undefined ? {} : { repliesTo: visible(repliesTo) }),
      });
      announceMessage(world, 'MESSAGE_CREATE', stored.message, channel);
      return stored.message;
    },
    forwards(message, channel) {
      const stored = createMessage(state, {
        author: user,
        channel: channel.id,
        body: { content: '', message_snapshots: [snapshotOf(visible(message).message)] },
        forwards: message,
      });
      announceMessage(world, 'MESSAGE_CREATE', stored.message, channel);
      return stored.message;
    },
    reacts: (message, emoji, isSuper = false) => react(message, emoji, true, isSuper),
    takesBack: (message, emoji, isSuper = false) => react(message, emoji, false, isSuper),
    opensDirect() {
      const known = [...state.channels.values()].find(({ recipient }) => recipient === id);
      const channel: Channel = known ?? {
        id: state.nextId(),
        kind: 'direct',
        name: '',
        recipient: id,
        permissions: 0n,
      };
      state.channels.set(channel.id, channel);
      return channel;
    },
    sees: (channel) => visibleMessages(state, channel.id, id),
  };
}
