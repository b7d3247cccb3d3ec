import {
  Client,
  type ClientOptions,
  DiscordAPIError,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  MessageFlags,
  Partials,
  PermissionFlagsBits,
  type RESTOptions,
  Routes,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DiscordDouble, startDiscordDouble } from './double.ts';
import type { Person } from './person.ts';
import { NONCE_KEPT_FOR } from './routes/channels.ts';
import { checkComponent, checkResponse } from './schema.ts';
import type { Asked, Channel, Guild } from './state.ts';
import { channelObject } from './wire.ts';

const COMMANDS = [
  {
    name: 'paper',
    description: 'Search',
    options: [{ name: 'query', description: 'Words', type: 3, required: true, autocomplete: true }],
    contexts: [0, 1, 2],
    integration_types: [0, 1],
  },
  { name: 'Find this paper', type: 3, contexts: [0], integration_types: [0] },
];

let double: DiscordDouble;
let client: Client<true>;
let guild: Guild;
let channel: Channel;
let alice: Person;
let bob: Person;

/** By the `fetch` of Node: another HTTP library in this process must not send what discord.js writes. */
const makeRequest: RESTOptions['makeRequest'] = (url, { method = 'GET', headers, body, signal }) =>
  fetch(url, { method, headers, body, signal } as RequestInit);

async function connect(intents: readonly GatewayIntentBits[] = [], rest: ClientOptions['rest'] = {}) {
  const made = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      ...intents,
    ],
    partials: [Partials.Message, Partials.Reaction, Partials.Channel, Partials.User],
    rest: { api: double.api, makeRequest, ...rest },
  });
  const ready = new Promise<Client<true>>((resolve) => made.once(Events.ClientReady, resolve));
  await made.login(double.token);
  client = await ready;
  await client.application.commands.set(COMMANDS);
}

/** The error that Discord answers with. */
async function refusal(work: Promise<unknown>): Promise<DiscordAPIError> {
  const error = await work.then(
    () => undefined,
    (problem: unknown) => problem,
  );
  if (!(error instanceof DiscordAPIError)) throw new Error(`Not refused by Discord: ${error}`);
  return error;
}

const codeOf = async (work: Promise<unknown>) => (await refusal(work)).code;
const answerTo = ({ id, token }: Asked, body: object) =>
  client.rest.post(Routes.interactionCallback(id, token), { body, auth: false });
const editOriginal = ({ token }: Asked, body: object) =>
  client.rest.patch(Routes.webhookMessage(client.application.id, token), { body, auth: false });
const followUp = ({ token }: Asked, body: object) =>
  client.rest.post(Routes.webhook(client.application.id, token), { body, auth: false });
const send = (body: object, place = channel) => client.rest.post(Routes.channelMessages(place.id), { body });
const ask = (query = 'x') => alice.types(channel, 'paper', { options: { query } });

beforeEach(async () => {
  double = await startDiscordDouble();
  guild = double.addGuild('Lab');
  channel = double.addChannel(guild, 'papers');
  alice = double.addPerson('alice', guild);
  bob = double.addPerson('bob', guild);
});

afterEach(async () => {
  await client?.destroy();
  await double.close();
});

describe('an unmodified discord.js client', () => {
  test('is asked and answers so that only the asker sees it', async () => {
    await connect();
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply(`You asked for ${interaction.options.getString('query')}`);
    });
    const answer = await double.answered(ask('uncertainty'));
    expect(answer.content).toBe('You asked for uncertainty');
    expect(alice.sees(channel)).toHaveLength(1);
    expect(bob.sees(channel)).toHaveLength(0);
    expect(await codeOf(client.rest.get(Routes.channelMessage(channel.id, answer.id)))).toBe(10008);
    expect(() => bob.reacts(answer, '🔖')).toThrow('does not see');
    expect(() => alice.reacts(answer, '🔖')).toThrow('ephemeral');
    expect(double.violations).toEqual([]);
  });

  test('reads buttons, completions, message commands and reactions to messages it has not seen', async () => {
    await connect([GatewayIntentBits.GuildMessageReactions]);
    const seen: string[] = [];
    client.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isButton()) seen.push(`button ${interaction.customId}`);
      if (interaction.isAutocomplete()) seen.push(`typing ${interaction.options.getFocused()}`);
      if (interaction.isMessageContextMenuCommand())
        seen.push(`message ${interaction.targetMessage.content}`);
    });
    client.on(Events.MessageReactionAdd, async (reaction) => {
      const message = await reaction.message.fetch();
      seen.push(`reaction ${reaction.emoji.name} to ${message.content}`);
    });
    const old = bob.says(channel, 'arXiv:2303.08010');
    const question = alice.types(channel, 'paper', { options: { query: 'x' } });
    const button = { type: 2, style: 1, label: 'Save', custom_id: 'save' };
    await answerTo(question, {
      type: 4,
      data: { content: 'x', components: [{ type: 1, components: [button] }] },
    });
    alice.presses(await double.answered(question), 'Save');
    alice.isTyping(channel, 'paper', { options: { query: 'un' } });
    alice.uses('Find this paper', old);
    bob.reacts(old, '🔖');
    await double.until('everything', () => seen.length === 4);
    expect(seen.sort()).toEqual([
      'button save',
      'message arXiv:2303.08010',
      'reaction 🔖 to arXiv:2303.08010',
      'typing un',
    ]);
  });

  test('is refused a body that breaks the rules, with the tree of errors, and the test sees it', async () => {
    await connect();
    const row = { type: 1, components: [{ type: 2, style: 1, label: 'No id' }] };
    const error = await refusal(send({ content: 'x'.repeat(2001), components: [row] }));
    expect(error.code).toBe(50035);
    expect(error.rawError).toMatchObject({
      errors: {
        content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] },
        components: {
          0: { components: { 0: { custom_id: { _errors: [{ code: 'BASE_TYPE_REQUIRED' }] } } } },
        },
      },
    });
    expect(double.violations).toHaveLength(1);
  });
});

describe('an interaction', () => {
  test('is acknowledged within three seconds and once', async () => {
    await connect();
    const late = ask();
    double.state.clock.advance(3_001);
    expect(await codeOf(answerTo(late, { type: 5 }))).toBe(10062);
    const twice = ask();
    await answerTo(twice, { type: 5 });
    expect(await codeOf(answerTo(twice, { type: 5 }))).toBe(40060);
    expect([late.refusals, twice.refusals]).toEqual([[10062], [40060]]);
  });

  test('is answered within fifteen minutes, and not before it is acknowledged', async () => {
    await connect();
    const asked = ask();
    expect(await codeOf(editOriginal(asked, { content: 'x' }))).toBe(10015);
    await answerTo(asked, { type: 5 });
    double.state.clock.advance(15 * 60_000 + 1);
    const error = await refusal(editOriginal(asked, { content: 'x' }));
    expect([error.status, error.code]).toEqual([401, 50027]);
  });

  test('takes only the kinds of answer that fit it', async () => {
    await connect();
    expect(await codeOf(answerTo(ask(), { type: 6 }))).toBe(50035);
    expect(await codeOf(answerTo(ask(), { type: 8, data: { choices: [] } }))).toBe(50035);
    const typing = alice.isTyping(channel, 'paper', { options: { query: 'u' } });
    expect(await codeOf(answerTo(typing, { type: 5 }))).toBe(50035);
  });

  test('gives the first follow-up to a deferral its place, and an installed user five more', async () => {
    await connect();
    const direct = alice.opensDirect();
    const asked = alice.types(direct, 'paper', { options: { query: 'x' }, userInstalled: true });
    await answerTo(asked, { type: 5, data: { flags: 64 } });
    for (let at = 0; at <= 5; at += 1) await followUp(asked, { content: `${at}` });
    expect(await codeOf(followUp(asked, { content: 'one more' }))).toBe(40094);
    expect(alice.sees(direct).map(({ content }) => content)).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  test('keeps a message of components one', async () => {
    await connect();
    const asked = ask();
    await answerTo(asked, { type: 5 });
    await editOriginal(asked, { flags: 32_768, components: [{ type: 10, content: 'x' }] });
    expect(await codeOf(editOriginal(asked, { content: 'x' }))).toBe(50035);
  });
});

describe('a person', () => {
  test('can only do what a client lets them', async () => {
    await connect();
    expect(() => alice.types(channel, 'nothing')).toThrow('no command nothing');
    expect(() => alice.types(channel, 'paper')).toThrow('wants query');
    expect(() => alice.types(channel, 'paper', { options: { query: 'x', more: 'y' } })).toThrow(
      'takes no more',
    );
    const direct = alice.opensDirect();
    expect(() => alice.uses('Find this paper', alice.says(direct, 'x'))).toThrow('context 1');
  });
});

describe('intents', () => {
  test.each([
    ['privileged ones are refused', GatewayIntentBits.MessageContent],
    ['so are those of presences', GatewayIntentBits.GuildPresences],
  ])('%s unless they are switched on', async (_, intent) => {
    await expect(connect([intent])).rejects.toThrow('disallowed intents');
    double.state.privilegedIntents = intent;
    await connect([intent]);
  });

  test('without that of message contents, only messages to the bot have any', async () => {
    await connect();
    const contents: string[] = [];
    client.ws.on(GatewayDispatchEvents.MessageCreate, ({ content }) => contents.push(content));
    alice.says(channel, 'between us');
    alice.says(channel, `<@${double.state.bot.id}> to you`);
    alice.says(alice.opensDirect(), 'in private');
    await double.until('three messages', () => contents.length === 3);
    expect(contents).toEqual(['', `<@${double.state.bot.id}> to you`, 'in private']);
  });
});

describe('a form', () => {
  const input = { type: 4, custom_id: 'note', style: 2, required: false, value: 'old' };
  const options = ['a', 'b'].map((value) => ({ label: value, value }));
  const select = { type: 3, custom_id: 'mood', options };
  const labelled = [input, select].map((component) => ({ type: 18, label: 'Label', component }));
  const modal = { custom_id: 'form', title: 'Note', components: labelled };

  test('is shown in answer to a command or a press, filled in and handed in', async () => {
    await connect();
    const handedIn: unknown[] = [];
    client.on(Events.InteractionCreate, (interaction) => {
      if (!interaction.isModalSubmit()) return;
      const { fields } = interaction;
      handedIn.push([fields.getTextInputValue('note'), fields.getStringSelectValues('mood')]);
    });
    const asked = ask();
    expect(() => alice.submits(asked, {})).toThrow('is shown no form');
    await answerTo(asked, { type: 9, data: modal });
    expect(() => alice.submits(asked, {})).toThrow('The form wants mood');
    expect(() => alice.submits(asked, { mood: 'c' })).toThrow('mood cannot be c');
    expect(() => alice.submits(asked, { other: 'c' })).toThrow('does not ask for other');
    expect(() => bob.submits(asked, { mood: 'a' })).toThrow('is shown no form');
    const submitted = alice.submits(asked, { mood: 'b' });
    await double.until('the answers', () => handedIn.length === 1);
    expect(handedIn).toEqual([['old', ['b']]]);
    expect(await codeOf(answerTo(submitted, { type: 9, data: modal }))).toBe(50035);
  });

  test('is refused where it breaks the rules', async () => {
    await connect();
    const broken = [
      { ...modal, title: 'x'.repeat(46) },
      { ...modal, components: Array.from({ length: 6 }, () => labelled[0]) },
      { ...modal, components: [labelled[0], labelled[0]] },
      { ...modal, components: [{ type: 18, label: 'x', component: { ...input, label: 'x' } }] },
      { ...modal, components: [{ type: 18, label: 'x', component: { ...select, options: [] } }] },
      { ...modal, components: [{ type: 1, components: [select] }] },
    ];
    for (const data of broken) expect(await codeOf(answerTo(ask(), { type: 9, data }))).toBe(50035);
  });
});

describe('files', () => {
  test('come in parts beside the message, and are named by it', async () => {
    await connect();
    const files = [{ name: 'papers.bib', data: '@misc{ä}', contentType: 'application/x-bibtex' }];
    const file = (name: string) => ({ type: 13, file: { url: `attachment://${name}` } });
    const body = { flags: 32_768, attachments: [{ id: '0', filename: 'papers.bib' }] };
    await client.rest.post(Routes.channelMessages(channel.id), {
      body: { ...body, components: [file('papers.bib')] },
      files,
    });
    const [message] = alice.sees(channel);
    expect(message && alice.opens(message, 'papers.bib')).toBe('@misc{ä}');
    const wrong = client.rest.post(Routes.channelMessages(channel.id), {
      body: { ...body, components: [file('other.bib')] },
      files,
    });
    expect(await codeOf(wrong)).toBe(50035);
  });
});

describe('pings', () => {
  test('are those that allowed_mentions lets through, wherever the text stands', async () => {
    await connect();
    const content = `<@${alice.id}> <@&99> @everyone`;
    const kinds = async (body: object) => {
      double.state.pings.length = 0;
      await send(body);
      return double.state.pings.map(({ kind }) => kind);
    };
    expect(await kinds({ content })).toEqual(['user', 'role', 'everyone']);
    expect(await kinds({ content, allowed_mentions: { parse: [] } })).toEqual([]);
    expect(await kinds({ content, allowed_mentions: { parse: ['roles'], users: [alice.id] } })).toEqual([
      'user',
      'role',
    ]);
    expect(await kinds({ flags: 32_768, components: [{ type: 10, content }] })).toHaveLength(3);
    expect(await kinds({ embeds: [{ description: content }] })).toEqual([]);
    const reference = { message_id: bob.says(channel, 'x').id };
    expect(await kinds({ content: 'x', message_reference: reference })).toEqual(['user']);
  });
});

describe('permissions', () => {
  test('decide what the bot may do in a channel', async () => {
    await connect();
    const hidden = double.addChannel(guild, 'hidden', 0n);
    const readOnly = double.addChannel(guild, 'news', PermissionFlagsBits.ViewChannel);
    expect(await codeOf(send({ content: 'x' }, hidden))).toBe(50001);
    expect(await codeOf(send({ content: 'x' }, readOnly))).toBe(50013);
    expect(await codeOf(send({ content: 'x' }, { ...channel, id: '1' }))).toBe(10003);
    expect(await codeOf(send({}))).toBe(50006);
  });

  test('of people decide whether the bot can write to them', async () => {
    await connect();
    double.state.unreachable.add(alice.id);
    expect(await codeOf(send({ content: 'x' }, alice.opensDirect()))).toBe(50007);
  });

  test('need the right token', async () => {
    await connect();
    client.rest.setToken('other');
    const error = await refusal(send({ content: 'x' }));
    expect(error.status).toBe(401);
  });
});

describe('rate limits', () => {
  test('are told in headers, enforced, and waited for by discord.js', async () => {
    await connect();
    double.limits.set('POST /channels/{channel_id}/messages', 1, 0.15);
    await Promise.all([send({ content: 'a' }), send({ content: 'b' })]);
    expect(alice.sees(channel)).toHaveLength(2);
    const other = new Client({ intents: [], rest: { api: double.api, rejectOnRateLimit: ['/'] } });
    other.rest.setToken(double.token);
    double.faults.add(/POST/, { retryAfter: 5, global: true });
    await expect(
      other.rest.post(Routes.channelMessages(channel.id), { body: { content: 'c' } }),
    ).rejects.toThrow();
  });

  test('let a nonce that is enforced post once within some minutes, in whatever channel', async () => {
    await connect();
    const other = double.addChannel(guild, 'other');
    const body = { content: 'x', nonce: 'n1', enforce_nonce: true };
    for (const place of [channel, channel, other]) await send(body, place);
    expect([alice.sees(channel).length, alice.sees(other).length]).toEqual([1, 0]);
    expect(alice.sees(channel)[0]).not.toHaveProperty('nonce');
    double.state.clock.advance(NONCE_KEPT_FOR + 1);
    await send(body, other);
    expect(alice.sees(other)).toHaveLength(1);
  });
});

describe('the replies of the double', () => {
  test('are what the official description says', async () => {
    await connect([], { retries: 0 });
    const { application } = client;
    await client.rest.get(Routes.gateway());
    await client.rest.get(Routes.user());
    await client.rest.get(Routes.currentApplication());
    await client.rest.get(Routes.applicationCommands(application.id));
    await client.rest.get(Routes.channel(channel.id));
    await client.rest.get(Routes.channel(double.addThread(channel, 'thread').id));
    const question = alice.says(channel, 'hello');
    const button = { type: 2, style: 1, label: 'Save', custom_id: 'save' };
    await send({ embeds: [{ title: 't', fields: [{ name: 'a', value: 'b' }] }] });
    const components = [
      { type: 17, components: [{ type: 10, content: 'x' }, { type: 14 }, { type: 1, components: [button] }] },
    ];
    await send({ flags: 32_768, components, message_reference: { message_id: question.id } });
    bob.reacts(question, '🔖');
    await client.rest.get(Routes.channelMessage(channel.id, question.id));
    await client.rest.get(Routes.channelMessageReaction(channel.id, question.id, encodeURIComponent('🔖')));
    await client.rest.post(Routes.threads(channel.id, question.id), { body: { name: 'talk' } });
    const files = [{ name: 'a.txt', data: 'a' }];
    const attached = { type: 13, file: { url: 'attachment://a.txt' } };
    const body = { flags: 32_768, components: [attached] };
    await client.rest.post(Routes.channelMessages(channel.id), { body, files });
    await client.rest.get(Routes.channelMessages(channel.id));
    await client.rest.get(Routes.guildMember(guild.id, alice.id));
    await client.rest.post(Routes.userChannels(), { body: { recipient_id: alice.id } });
    const asked = ask();
    const query = new URLSearchParams({ with_response: 'true' });
    const callback = Routes.interactionCallback(asked.id, asked.token);
    await client.rest.post(callback, { body: { type: 4, data: { content: 'x' } }, query, auth: false });
    await editOriginal(asked, { flags: 32_768, content: '', components });
    await followUp(asked, { content: 'y', flags: 64 });
    await refusal(send({ content: 'x'.repeat(2_001) }));

    const wrong = double.exchanges.flatMap(({ request, route, status, reply }) =>
      route
        ? checkResponse(route, status, reply).map(({ instancePath, message }) => [
            request,
            instancePath,
            message,
          ])
        : [],
    );
    expect(wrong).toEqual([]);
    expect(checkComponent('MessageResponse', { content: 'half a message' })).not.toEqual([]);
    expect(checkComponent('GuildMemberResponse', guild.members.get(alice.id))).toEqual([]);
    expect(checkComponent('GuildChannelResponse', channelObject(double.state, channel))).toEqual([]);
    expect(new Set(double.exchanges.map(({ route }) => route?.template)).size).toBeGreaterThan(12);
  });
});
