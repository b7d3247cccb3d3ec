import { Client, DiscordAPIError, Events, GatewayIntentBits, MessageFlags, Partials } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DiscordDouble, startDiscordDouble } from './double.ts';

const COMMAND = {
  name: 'paper',
  description: 'Search',
  options: [{ name: 'query', description: 'Words', type: 3, required: true, autocomplete: true }],
};

let double: DiscordDouble;
let client: Client<true>;

async function connect(...intents: readonly GatewayIntentBits[]): Promise<Client<true>> {
  const made = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, ...intents],
    partials: [Partials.Message, Partials.Reaction, Partials.Channel],
    rest: { api: double.api },
  });
  const ready = new Promise<Client<true>>((resolve) => made.once(Events.ClientReady, resolve));
  await made.login(double.token);
  return await ready;
}

async function refusal(work: Promise<unknown>): Promise<DiscordAPIError> {
  const error = await work.then(
    () => undefined,
    (problem: unknown) => problem,
  );
  if (!(error instanceof DiscordAPIError)) throw new Error(`Not refused by Discord: ${error}`);
  return error;
}

beforeEach(async () => {
  double = await startDiscordDouble();
});

afterEach(async () => {
  await client?.destroy();
  await double.close();
});

describe('an unmodified discord.js client', () => {
  test('connects, registers a command, is asked, and answers so that only the asker sees it', async () => {
    const guild = double.addGuild('Lab');
    const channel = double.addChannel(guild, 'papers');
    const alice = double.addPerson('alice', guild);
    const bob = double.addPerson('bob', guild);
    client = await connect();
    await client.application.commands.set([COMMAND]);
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply(`You asked for ${interaction.options.getString('query')}`);
    });

    const asked = alice.types(channel, 'paper', { options: { query: 'uncertainty' } });
    const answer = await double.answered(asked);

    expect(answer.content).toBe('You asked for uncertainty');
    expect(alice.sees(channel)).toHaveLength(1);
    expect(bob.sees(channel)).toHaveLength(0);
    expect(double.violations).toEqual([]);
  });

  test('is refused a body that breaks the rules, with the tree of errors', async () => {
    const channel = double.addChannel(double.addGuild('Lab'), 'papers');
    client = await connect();
    const error = await refusal(
      client.rest.post(`/channels/${channel.id}/messages`, {
        body: {
          content: 'x'.repeat(2001),
          components: [{ type: 1, components: [{ type: 2, style: 1, label: 'No id' }] }],
        },
      }),
    );
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
