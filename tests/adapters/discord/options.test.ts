import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nativeCommands } from '../../../src/adapters/discord/receive/commands.ts';
import { readOptions } from '../../../src/core/chat/options.ts';
import { startTalk } from '../../core/talk.ts';
import { partsOf } from '../../doubles/discord/message-rules.ts';
import { requestProblems } from '../../doubles/discord/request-rules.ts';
import { findRoute } from '../../doubles/discord/schema.ts';
import { COMMANDS, type Stage, setStage } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  await stage.end();
  expect(stage.double.violations).toEqual([]);
});

function problemsOf(commands: readonly object[]) {
  const route = findRoute('PUT', '/applications/1/commands');
  if (!route) throw new Error('There is no such route.');
  return requestProblems(route, JSON.parse(JSON.stringify(commands)), false);
}

async function lastLine() {
  return (await stage.double.until('the command', () => stage.invocations.at(-1))).line;
}

describe('the commands that the bot has', () => {
  test('are ones that Discord registers, with and without a prefix', async () => {
    for (const prefix of ['', 'lab-']) {
      const { bot } = await startTalk({ prefix });
      expect(problemsOf(nativeCommands(bot.commands))).toEqual([]);
    }
  });
});

describe('declared options', () => {
  test('stand after the argument: with choices, completed, or free', () => {
    const [papers] = nativeCommands(COMMANDS.filter(({ verb }) => verb === 'saved'));
    const [saved] = partsOf(papers?.options);
    expect(partsOf(saved?.options)).toMatchObject([
      { name: 'query', required: false, autocomplete: true },
      { name: 'tag', required: false, autocomplete: true },
      { name: 'order', required: false, choices: [{ name: 'Newest first', value: 'new' }, { value: 'old' }] },
      { name: 'zone', required: false, autocomplete: true },
    ]);
  });

  test('are read beside the argument, whatever is typed into either', async () => {
    await stage.start();
    const { double, alice, channel } = stage;
    const { options } = COMMANDS.find(({ verb }) => verb === 'saved') ?? {};
    const typed: readonly [string, string][] = [
      ['early "exit', 'to read'],
      ['tagged with order', 'a"b\\c'],
      ['', 'physics'],
    ];
    for (const [query, tag] of typed) {
      const values = { query, tag, order: 'old' };
      await double.answered(alice.types(channel, 'papers', { verb: 'saved', options: values }));
      const { text } = await lastLine();
      expect(readOptions(text, options)).toEqual({ text: query, options: { tag, order: 'old' } });
    }
  });

  test('are completed by the bot, which is told which one is typed', async () => {
    await stage.start();
    const { double, alice, channel } = stage;
    const asked: unknown[] = [];
    stage.suggest = async (line, limit, option) => {
      asked.push([line.text, limit, option]);
      return [{ label: 'physics', value: 'physics' }];
    };
    const typing = alice.isTyping(channel, 'papers', {
      verb: 'saved',
      options: { query: 'exit', tag: 'phy' },
    });
    expect(await double.until('choices', () => typing.choices)).toEqual([
      { name: 'physics', value: 'physics' },
    ]);
    const back = alice.isTyping(channel, 'papers', {
      verb: 'saved',
      options: { tag: 'physics', query: 'ex' },
    });
    await double.until('choices', () => back.choices);
    expect(asked).toEqual([
      ['phy', 25, 'tag'],
      ['ex', 25, undefined],
    ]);
  });

  test('show what was typed last where an earlier completion is slower', async () => {
    await stage.start();
    const { double, alice, bob, channel } = stage;
    const ready = new Map<string, () => void>();
    stage.suggest = ({ text }) =>
      new Promise((resolve) => {
        ready.set(text, () => resolve([{ label: text, value: text }]));
      });
    const types = (person: typeof alice, query: string) =>
      person.isTyping(channel, 'papers', { verb: 'saved', options: { query } });
    const [older, newer, other] = [types(alice, 'unc'), types(alice, 'uncertain'), types(bob, 'graphs')];
    await double.until('all are asked', () => ready.size === 3 || undefined);
    for (const text of ['uncertain', 'unc', 'graphs']) ready.get(text)?.();
    for (const typing of [older, newer])
      expect(await double.until('choices', () => typing.choices)).toEqual([
        { name: 'uncertain', value: 'uncertain' },
      ]);
    expect(await double.until('choices', () => other.choices)).toEqual([{ name: 'graphs', value: 'graphs' }]);
  });

  test('with more choices than Discord shows are completed from them', async () => {
    await stage.start();
    const { double, alice, channel } = stage;
    const typing = alice.isTyping(channel, 'papers', { verb: 'saved', options: { zone: 'gmt+59' } });
    expect(await double.until('choices', () => typing.choices)).toEqual([
      { name: 'Zone 59', value: 'Etc/GMT+59' },
    ]);
  });

  test('are registered anew when a choice or a permission changes, and only then', async () => {
    await stage.start();
    const puts = () => stage.double.exchanges.filter(({ request }) => request.startsWith('PUT')).length;
    await stage.restart();
    expect(puts()).toBe(1);
    const registered = stage.double.state.commands.get('') ?? [];
    stage.double.state.commands.set(
      '',
      registered.map((one) => (one.name === 'sweep' ? { ...one, default_member_permissions: null } : one)),
    );
    await stage.restart();
    expect(puts()).toBe(2);
    const spoilt = JSON.stringify(stage.double.state.commands.get('')).replace('Oldest first', 'Old ones');
    stage.double.state.commands.set('', JSON.parse(spoilt));
    await stage.restart();
    expect(puts()).toBe(3);
  });
});

describe('who may manage', () => {
  async function mayManage() {
    const invocation = await stage.double.until('the command', () => stage.invocations.at(-1));
    stage.invocations.length = 0;
    return await invocation.mayManage();
  }

  test('is those who may use a command for managers alone; Discord keeps the others from it', async () => {
    await stage.start();
    const { double, guild, alice, bob, channel } = stage;
    double.giveRole(alice, guild, double.addRole(guild, 'Editors', PermissionFlagsBits.ManageChannels));
    expect(() => bob.types(channel, 'sweep')).toThrow('may not use');
    await double.answered(alice.types(channel, 'sweep'));
    expect(await mayManage()).toBe(true);
    // A server lets everybody use it, in its integration settings.
    const commands = double.state.commands.get('') ?? [];
    double.state.commands.set(
      '',
      commands.map((one) => ({ ...one, default_member_permissions: null })),
    );
    const answer = await double.answered(bob.types(channel, 'sweep'));
    expect(await mayManage()).toBe(true);
    // So they may press what the command answers, and hand in its form; but not what others are shown.
    bob.presses(answer, 'Next');
    expect(await mayManage()).toBe(true);
    bob.presses(answer, 'Similar');
    expect(await mayManage()).toBe(false);
    const elsewhere = double.addChannel(guild, 'elsewhere');
    const page = await double.answered(bob.types(elsewhere, 'paper', { options: { query: 'x' } }));
    expect(await mayManage()).toBe(false);
    bob.presses(page, 'Next');
    expect(await mayManage()).toBe(false);
  });

  test('is nobody by an old button who was demoted since', async () => {
    await stage.start();
    const { double, guild, alice, channel } = stage;
    const editors = double.addRole(guild, 'Editors', PermissionFlagsBits.ManageChannels);
    double.giveRole(alice, guild, editors);
    const answer = await double.answered(alice.types(channel, 'sweep'));
    expect(await mayManage()).toBe(true);
    alice.presses(answer, 'Next');
    expect(await mayManage()).toBe(true);
    double.takeRole(alice, guild, editors);
    alice.presses(answer, 'Next');
    expect(await mayManage()).toBe(false);
  });

  test('is told by permissions where a name has commands for all, too', async () => {
    await stage.start();
    const { double, guild, alice, bob, channel } = stage;
    double.giveRole(alice, guild, double.addRole(guild, 'Deans', PermissionFlagsBits.Administrator));
    for (const [person, expected] of [
      [alice, true],
      [bob, false],
    ] as const) {
      await double.answered(person.types(channel, 'digest', { verb: 'add' }));
      expect(await mayManage()).toBe(expected);
      person.says(channel, `<@${double.state.bot.id}> /digest add`);
      expect(await mayManage()).toBe(expected);
    }
  });

  test('is, for the whole server, whoever may manage it and nobody in a direct message', async () => {
    await stage.start();
    const { double, guild, alice, bob, channel } = stage;
    double.giveRole(alice, guild, double.addRole(guild, 'Keepers', PermissionFlagsBits.ManageGuild));
    double.giveRole(bob, guild, double.addRole(guild, 'Editors', PermissionFlagsBits.ManageChannels));
    for (const [person, place, expected] of [
      [alice, channel, true],
      [bob, channel, false],
      [alice, alice.opensDirect(), false],
    ] as const) {
      await double.answered(person.types(place, 'digest', { verb: 'list' }));
      expect(await stage.invocations.at(-1)?.managesWorkspace?.()).toBe(expected);
    }
  });

  test('is not taken from a command that Discord has not restricted yet', async () => {
    const { double, bob, channel } = stage;
    await stage.start();
    const open = (double.state.commands.get('') ?? []).map((one) => ({
      ...one,
      default_member_permissions: null,
    }));
    double.state.commands.set('', open);
    double.faults.add(/PUT .*commands/, { status: 400, body: { code: 0, message: 'No' } });
    await stage.restart();
    await double.answered(bob.types(channel, 'sweep'));
    expect(await mayManage()).toBe(false);
  });

  test('is not taken from a command left over from when it was offered everywhere', async () => {
    const { double, guild, bob, channel } = stage;
    await stage.start();
    const everywhere = double.state.commands.get('') ?? [];
    const open = everywhere.map((one) => ({ ...one, default_member_permissions: null }));
    double.state.commands.set('', open);
    await stage.discord().stop();
    await stage.start({ guildId: guild.id });
    double.state.commands.set(guild.id, []);
    await double.answered(bob.types(channel, 'sweep'));
    expect(await mayManage()).toBe(false);
  });

  test('is everybody in a direct message with the bot, and nobody where the bot is not', async () => {
    await stage.start();
    const { double, alice } = stage;
    const direct = alice.opensDirect();
    await double.answered(alice.types(direct, 'digest', { verb: 'add' }));
    expect(await mayManage()).toBe(true);
    alice.says(direct, '/digest add');
    expect(await mayManage()).toBe(true);
    await double.answered(alice.types(direct, 'digest', { verb: 'add', userInstalled: true }));
    expect(await mayManage()).toBe(false);
  });

  test.each([
    ['Manage Channels', PermissionFlagsBits.ManageChannels, true],
    ['Manage Server', PermissionFlagsBits.ManageGuild, true],
    ['Manage Messages', PermissionFlagsBits.ManageMessages, false],
  ])('is told by a role with %s, typed or written', async (_, permission, expected) => {
    await stage.start();
    const { double, guild, bob, channel } = stage;
    double.giveRole(bob, guild, double.addRole(guild, 'Some', permission));
    await double.answered(bob.types(channel, 'digest', { verb: 'list' }));
    expect(await mayManage()).toBe(expected);
    bob.says(channel, `<@${double.state.bot.id}> x`);
    expect(await mayManage()).toBe(expected);
  });

  test('and where: the name of the channel is told', async () => {
    await stage.start();
    const { double, alice, channel } = stage;
    await double.answered(alice.types(channel, 'paper', { options: { query: 'x' } }));
    alice.says(channel, `<@${double.state.bot.id}> x`);
    await double.until('both', () => stage.invocations.length === 2);
    expect(stage.invocations.map(({ channelName }) => channelName)).toEqual(['papers', 'papers']);
  });
});
