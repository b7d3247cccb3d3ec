import type { Browser, Page } from './browser.ts';
import type { Grants } from './grants.ts';
import { type Json, recordsIn } from './json.ts';
import { linkEvent, linksIn, openPreview } from './links.ts';
import type { Installed } from './manifest.ts';
import { addMessage, buttonsOf, showMessage } from './messages.ts';
import { showView } from './methods.ts';
import { richTextOf } from './methods-chat.ts';
import { createModal, type Modal } from './modal.ts';
import { plainTextOf } from './mrkdwn.ts';
import { homePressPayload, pressPayload, shortcutPayload, slashPayload } from './payloads.ts';
import type { Acknowledgement, Envelope } from './transport.ts';
import type { Channel, Message, Preview, View, World } from './world.ts';

/** What the acts of people need of the double. */
export type Stage = {
  readonly world: World;
  readonly grants: Grants;
  readonly installed: Installed;
  deliver(envelope: Envelope): Promise<Acknowledgement>;
  /** Sends an event where the app is subscribed to it and may hear it. */
  announce(name: string, event: Json): Promise<Acknowledgement | undefined>;
};

/** How something is said: in a thread, with files, as one of Slack's kinds of message (`me_message`). */
export type Saying = {
  readonly thread?: Message;
  readonly subtype?: string;
  readonly files?: readonly string[];
};

/** Somebody at a keyboard. Every act resolves once the app has acknowledged it, or will not any more. */
export type Person = {
  readonly id: string;
  /** Types into a channel: a slash command, or a message with `@Paperboy` where the bot is meant. */
  types(text: string, channel: Channel, where?: Saying): Promise<Acknowledgement | undefined>;
  /**
   * Opens a page of the app, goes on to Slack where it leads there, and allows it in this workspace, or in the whole
   * organisation, or cancels. Yields the page that the browser ends at.
   */
  installs(browser: Browser, url: string, how?: 'here' | 'everywhere' | 'cancels'): Promise<Page>;
  /** Invites somebody into a channel, the bot unless told. */
  invites(channel: Channel, whom?: string): Promise<Acknowledgement | undefined>;
  /** Takes the bot out of a channel. */
  removes(channel: Channel): void;
  /** Types into the composer, and sends nothing: links get a preview there. */
  composes(text: string): Promise<Preview>;
  /** All this person can see in a channel, oldest first. */
  sees(channel: Channel): readonly Message[];
  /** The words of all that the bot said there to this person. */
  reads(channel: Channel): readonly string[];
  presses(label: string, message: Message): Promise<Acknowledgement>;
  usesShortcut(callbackId: string, message: Message): Promise<Acknowledgement>;
  reacts(emoji: string, message: Message): Promise<Acknowledgement | undefined>;
  unreacts(emoji: string, message: Message): Promise<Acknowledgement | undefined>;
  /** Looks at the app's home tab, as far as it is published. */
  home(): View | undefined;
  /** Opens it. */
  opensHome(): Promise<Acknowledgement | undefined>;
  pressesAtHome(label: string): Promise<Acknowledgement>;
  /** The modal open in front of this person. */
  modal(): Modal | undefined;
};

const encoded = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const encodePlainly = (_: World, text: string) => encoded(text);

/** What Slack makes of a typed message: entities escaped, mentions and all that looks like an address in angle brackets. */
function encodeMessage(world: World, typed: string): string {
  const groups = [...world.groups].reduce(
    (text, [id, handle]) => text.replaceAll(`@${handle}`, `<!subteam^${id}>`),
    linkAddresses(encoded(typed)),
  );
  return groups
    .replace(/@(channel|here|everyone)\b/g, '<!$1>')
    .replaceAll('@Paperboy', `<@${world.botUserId}>`);
}

/** What Slack makes of what follows a command that is to be escaped: mentions come with their names. */
function encodeCommand(world: World, typed: string): string {
  let text = linkAddresses(encoded(typed));
  for (const [id, handle] of world.groups)
    text = text.replaceAll(`@${handle}`, `<!subteam^${id}|@${handle}>`);
  for (const { id, name } of world.users.values()) text = text.replaceAll(`@${name}`, `<@${id}|${name}>`);
  for (const { id, name } of world.channels.values()) text = text.replaceAll(`#${name}`, `<#${id}|${name}>`);
  return text;
}

function linkAddresses(text: string): string {
  return text.replace(
    /https?:\/\/[^\s<>|]+|(?<![\w@./:])[\w-]+(?:\.[\w-]+)*\.(?:ai|com|org)\b(?:\/[^\s<>|]*)?/g,
    (found) => (found.includes('://') ? `<${found}>` : `<http://${found}|${found}>`),
  );
}

/** Where a page sends people to who add the app; undefined where it does not. */
export function findAuthorizeLink(page: string): string | undefined {
  const [, link] = /href="([^"]*\/oauth\/v2\/authorize[^"]*)"/.exec(page) ?? [];
  return link?.replaceAll(/&(?:amp|#38);/g, '&');
}

export function createPerson(stage: Stage, id: string): Person {
  const { world, grants } = stage;
  const user = world.users.get(id);
  if (user === undefined) throw new Error(`nobody is called ${id}`);

  async function typeCommand(typed: string, channel: Channel): Promise<Acknowledgement> {
    const [, command = '', rest = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(typed) ?? [];
    const isInstalled = world.installation !== undefined && stage.installed.scopes.includes('commands');
    if (!stage.installed.commands.includes(command) || !isInstalled)
      throw new Error(`${command} is not a valid command`);
    const acknowledgement = await stage.deliver({
      type: 'slash_commands',
      payload: slashPayload(world, {
        user: member,
        channel,
        command,
        text: (stage.installed.escaped.includes(command) ? encodeCommand : encodePlainly)(
          world,
          rest.trimEnd(),
        ),
        responseUrl: grants.issueResponseUrl({ user: id, channel: channel.id }),
        triggerId: grants.issueTrigger(id),
      }),
    });
    if (typeof acknowledgement.body.text === 'string' || acknowledgement.body.blocks !== undefined)
      addMessage(
        world,
        { channel: channel.id, user: world.botUserId, onlyFor: id, via: 'acknowledgement' },
        acknowledgement.body,
      );
    return acknowledgement;
  }

  async function typeMessage(
    typed: string,
    channel: Channel,
    { thread, subtype, files }: Saying = {},
  ): Promise<Acknowledgement | undefined> {
    const text = encodeMessage(world, typed);
    const threadTs = thread === undefined ? undefined : (thread.threadTs ?? thread.ts);
    const placement = {
      channel: channel.id,
      user: id,
      via: 'person' as const,
      ...(threadTs && { threadTs }),
    };
    const message = addMessage(world, placement, { text, blocks: [richTextOf(typed)] });
    const kind = {
      ...(subtype !== undefined && { subtype }),
      ...(files !== undefined && {
        files: files.map((name) => ({ id: world.nextId('F'), name, title: name })),
      }),
    };
    const told = await announceMessage(message, channel, text, kind);
    // Told of every conversation, whether the bot is in it or not (api.slack.com/changelog/2020-11-app-unfurls-everywhere).
    const links = linksIn(typed, stage.installed.unfurlDomains);
    const shared =
      links.length > 0 && (await stage.announce('link_shared', linkEvent(world, message, links)));
    return told ?? (shared || undefined);
  }

  async function announceMessage(
    message: Message,
    channel: Channel,
    text: string,
    kind: Json,
  ): Promise<Acknowledgement | undefined> {
    const event = { ...showMessage(world, message), ...kind, channel: channel.id, event_ts: message.ts };
    if (!channel.members.has(world.botUserId)) return undefined;
    if (channel.kind === 'im') {
      if (!stage.installed.messagesTab) throw new Error('sending messages to this app has been turned off');
      return stage.announce('message.im', { ...event, channel_type: 'im' });
    }
    if (text.includes(`<@${world.botUserId}>`))
      return stage.announce('app_mention', { ...event, type: 'app_mention' });
    return stage.announce('message.channels', { ...event, channel_type: 'channel' });
  }

  async function react(name: string, message: Message, added: boolean): Promise<Acknowledgement | undefined> {
    if (message.onlyFor !== undefined) throw new Error('nobody can react to an ephemeral message');
    const who = message.reactions.get(name) ?? new Set();
    message.reactions.set(name, who);
    if (added) who.add(id);
    else {
      const plain = name.replace(/::skin-tone-\d$/, '');
      for (const [other, people] of message.reactions)
        if (other.replace(/::skin-tone-\d$/, '') === plain) people.delete(id);
    }
    world.changed();
    if (!world.channels.get(message.channel)?.members.has(world.botUserId)) return undefined;
    const type = added ? 'reaction_added' : 'reaction_removed';
    return stage.announce(type, {
      type,
      user: id,
      reaction: name,
      item: { type: 'message', channel: message.channel, ts: message.ts },
      item_user: message.user,
      event_ts: world.nextTs(),
    });
  }

  const member = user;
  const person: Person = {
    id,
    types(text, channel, where) {
      if (!channel.members.has(id)) throw new Error(`${member.name} is not in #${channel.name}`);
      if (!text.startsWith('/')) return typeMessage(text, channel, where);
      if (where !== undefined) throw new Error(`${text.split(' ')[0]} is not supported in threads`);
      return typeCommand(text, channel);
    },
    async installs(browser, url, how = 'here') {
      const opened = await browser.visit(url);
      const link = findAuthorizeLink(opened.text);
      const page = link === undefined ? opened : await browser.visit(new URL(link, opened.url).href);
      if (!page.text.includes('name="decision"')) return page;
      return browser.submits(page.url, {
        user: id,
        team: world.team.id,
        everywhere: String(how === 'everywhere'),
        decision: how === 'cancels' ? 'cancel' : 'allow',
      });
    },
    removes(channel) {
      channel.members.delete(world.botUserId);
    },
    async invites(channel, whom = world.botUserId) {
      channel.members.add(whom);
      return stage.announce('member_joined_channel', {
        type: 'member_joined_channel',
        user: whom,
        channel: channel.id,
        channel_type: channel.kind === 'public' ? 'C' : 'G',
        team: world.team.id,
        inviter: id,
        event_ts: world.nextTs(),
      });
    },
    sees: (channel) =>
      world.messages.filter(
        (message) =>
          message.channel === channel.id &&
          !message.deleted &&
          (message.onlyFor ?? id) === id &&
          channel.members.has(id),
      ),
    async composes(text) {
      const links = linksIn(text, stage.installed.unfurlDomains);
      const preview = openPreview(world, id, links);
      if (links.length > 0) await stage.announce('link_shared', linkEvent(world, preview, links));
      return preview;
    },
    reads: (channel) =>
      person
        .sees(channel)
        .filter((message) => message.user === world.botUserId)
        .map(plainTextOf),
    home: () => world.homes.get(id),
    async opensHome() {
      const direct = world.directChannel(id);
      const view = world.homes.get(id);
      return stage.announce('app_home_opened', {
        type: 'app_home_opened',
        user: id,
        channel: direct.id,
        tab: 'home',
        event_ts: world.nextTs(),
        ...(view && { view: showView(world, view) }),
      });
    },
    async pressesAtHome(label) {
      const view = world.homes.get(id);
      const blocks = recordsIn(view?.view.blocks);
      const found = buttonsOf({ blocks }).find((entry) => entry.label === label);
      if (view === undefined || found === undefined) throw new Error(`no button ${label} on the home tab`);
      const payload = homePressPayload(world, {
        user: member,
        view,
        ...found,
        triggerId: grants.issueTrigger(id),
      });
      return stage.deliver({ type: 'interactive', payload });
    },
    async presses(label, message) {
      const buttons = [
        ...buttonsOf(message),
        ...[...message.unfurls].flatMap(([unfurl, blocks]) =>
          buttonsOf({ blocks }).map((entry) => ({ ...entry, unfurl })),
        ),
      ];
      const found = buttons.find((entry) => entry.label === label);
      const labels = buttons.map((entry) => entry.label);
      if (found === undefined) throw new Error(`no button ${label}, only ${labels.join(', ')}`);
      if (!stage.installed.interactive)
        throw new Error('this app is not configured to handle interactive responses');
      const original = { user: id, channel: message.channel, original: message.ts };
      const threadTs = message.threadTs === undefined ? {} : { threadTs: message.threadTs };
      return stage.deliver({
        type: 'interactive',
        payload: pressPayload(world, {
          user: member,
          message,
          ...found,
          responseUrl: grants.issueResponseUrl({ ...original, ...threadTs }),
          triggerId: grants.issueTrigger(id),
        }),
      });
    },
    async usesShortcut(callbackId, message) {
      if (!stage.installed.shortcuts.includes(callbackId)) throw new Error(`no shortcut ${callbackId}`);
      return stage.deliver({
        type: 'interactive',
        payload: shortcutPayload(world, {
          user: member,
          message,
          callbackId,
          responseUrl: grants.issueResponseUrl({ user: id, channel: message.channel }),
          triggerId: grants.issueTrigger(id),
        }),
      });
    },
    reacts: (emoji, message) => react(emoji, message, true),
    unreacts: (emoji, message) => react(emoji, message, false),
    modal() {
      const view = [...world.views.values()].findLast((candidate) => candidate.user === id && candidate.open);
      return view === undefined ? undefined : createModal(stage, member, view);
    },
  };
  return person;
}
