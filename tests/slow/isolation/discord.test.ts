import { type APIMessage, ApplicationCommandType, InteractionType, PermissionFlagsBits } from 'discord.js';
import { expect, it, onTestFinished } from 'vitest';
import { writeButtonIds } from '../../../src/adapters/discord/render/button-id.ts';
import type { CommandLine } from '../../../src/core/chat/card.ts';
import type { Argument, Option } from '../../../src/core/chat/command.ts';
import { findDeclaration } from '../../../src/core/chat/command-line.ts';
import { setStage } from '../../adapters/discord/stage.ts';
import { openAt, sqliteUrl } from '../../core/store/open.ts';
import { openRows, valuesIn } from '../../core/store/workspace-rows.ts';
import { startTalk } from '../../core/talk.ts';
import { askBot } from '../../doubles/discord/interactions.ts';
import { partsOf } from '../../doubles/discord/message-rules.ts';
import type { Asked, Channel } from '../../doubles/discord/state.ts';
import { leaksIn, linesWith, withoutSecrets } from './attempts.ts';
import { settle } from './neighbour.ts';

/** Acts that are under way at the same time. */
const TOGETHER = 20;
const LONG = 300_000;
const EMOJI = ['🔖', '1️⃣'];

const isCompleted = (field: Partial<Argument> & Partial<Option>) =>
  field.completes === true || (field.kind !== undefined && field.kind !== 'text');

it(
  'reads nothing of another server and changes nothing there, whatever is forged in a server or in direct messages',
  async () => {
    const url = await sqliteUrl();
    const store = await openAt(url);
    const { bot } = await startTalk({ store, pageSize: 2 });
    const stage = await setStage();
    onTestFinished(stage.end);
    const { double, guild, channel } = stage;
    const { state } = double;
    const clinic = double.addGuild('Clinic');
    const room = double.addChannel(clinic, 'quokkaroom');
    const erin = double.addPerson('quokkaperson', clinic);
    const staff = PermissionFlagsBits.ManageChannels;
    // Somebody of both servers, and somebody of one; both manage all there.
    const people = [double.addPerson('ada', guild, clinic), double.addPerson('ben', guild)];
    for (const person of people) double.giveRole(person, guild, double.addRole(guild, 'staff', staff));
    await stage.start({}, bot);
    await double.until('the commands', () => state.commands.size > 0);
    const there = { platform: 'discord', workspace: clinic.id };
    const neighbour = await settle(bot, store, {
      channel: { ...there, id: room.id },
      member: { ...there, id: erin.id },
      name: erin.name,
    });
    const rows = await openRows(url);
    onTestFinished(rows.close);
    const before = rows.of(clinic.id);
    const numbers = valuesIn(before).filter((value) => /^\d{1,2}$/u.test(value));
    const ids = [clinic.id, room.id, erin.id, ...neighbour.messages.slice(0, 2).map(({ id }) => id)];
    const things = [...new Set([...numbers, ...ids])];

    /** A message to each, in a channel, on which they forge. */
    const own = new Map<string, APIMessage>();
    for (const person of people)
      for (const where of [channel, person.opensDirect()]) {
        const shown = await double.answered(
          person.types(where, 'paper', { options: { query: 'uncertainty' } }),
        );
        own.set(`${person.id} ${where.id}`, shown);
      }

    /** A button as the bot writes them, for any command, on a message of the presser's own. */
    function press(person: string, where: Channel, line: CommandLine): Asked {
      const command = { label: 'Forged', command: line };
      const [custom_id = ''] = writeButtonIds([command, command]);
      const components = [{ type: 1, components: [{ type: 2, style: 2, label: 'Forged', custom_id }] }];
      const message = own.get(`${person} ${where.id}`);
      if (message === undefined) throw new Error('nothing was shown there');
      return askBot(double.world, {
        ...{ type: InteractionType.MessageComponent, person, channel: where },
        data: { custom_id, component_type: 2, id: 1 },
        message: { ...message, ...{ components } },
      });
    }

    /** A slash command, or what is completed of one; none that is not announced. */
    function typeCommand(
      person: string,
      line: CommandLine,
      field: string,
      completes: boolean,
    ): Asked | undefined {
      const commands = [...state.commands.values()].flat();
      const command = commands.find(({ name, type }) => name === line.name && type === 1);
      const verbs = partsOf(command?.options);
      const isKnown = line.verb === undefined || verbs.some(({ name }) => name === line.verb);
      if (command === undefined || !isKnown) return undefined;
      const value = { name: field, type: 3, value: line.text, ...(completes && { focused: true }) };
      const options = line.verb === undefined ? [value] : [{ name: line.verb, type: 1, options: [value] }];
      return askBot(double.world, {
        type: InteractionType[completes ? 'ApplicationCommandAutocomplete' : 'ApplicationCommand'],
        ...{ person, channel },
        data: { id: command.id, name: line.name, type: ApplicationCommandType.ChatInput, options },
      });
    }

    /** All that came of it, which nobody else sees. */
    async function read(asked: Asked, line: unknown): Promise<unknown> {
      await double.until(
        `an answer to ${JSON.stringify(line)}`,
        () => asked.choices !== undefined || asked.modal !== undefined || (asked.shown && !asked.loading),
        60_000,
      );
      const messages = [asked.original ?? '', ...asked.followUps].map(
        (id) => state.messages.get(id)?.message,
      );
      const files = messages.flatMap((one) => one?.attachments.map(({ id }) => state.files.get(id)) ?? []);
      return [asked.choices, asked.modal, messages, files];
    }

    type Act = { readonly asked: unknown; readonly done: () => Promise<unknown> };
    function* acts(): Generator<Act> {
      let turn = 0;
      // Discord lets a bot say so much an hour for all in a channel: of what is said there a part will do.
      const isLoud = ({ name, verb }: CommandLine) =>
        findDeclaration({ name, ...(verb && { verb }) }, bot.commands)?.private === false;
      for (const line of linesWith(
        bot.commands,
        things,
        withoutSecrets(neighbour.offered).filter((one) => !isLoud(one)),
        'one way',
      )) {
        if (isLoud(line) && !ids.includes(line.text)) continue;
        turn += 1;
        const person = people[turn % 2] ?? erin;
        const where = turn % 3 === 0 ? person.opensDirect() : channel;
        // What a person of both servers has is theirs in direct messages too, and ends where they say so.
        if (person.id === people[0]?.id && where !== channel) continue;
        yield { asked: line, done: () => read(press(person.id, where, line), line) };
      }
      for (const { name, verb, argument, options = [] } of bot.commands)
        for (const field of [...(argument ? [argument] : []), ...options.filter((one) => !one.choices)])
          for (const text of ['', 'quokka', ...things.slice(0, 4)])
            for (const completes of isCompleted(field) ? [true, false] : [false]) {
              turn += 1;
              const line = { name, text, ...(verb !== undefined && { verb }) };
              const person = people[turn % 2]?.id ?? '';
              yield {
                asked: line,
                done: async () => {
                  const asked = typeCommand(person, line, field.name, completes);
                  return asked && read(asked, line);
                },
              };
            }
    }

    const leaked: unknown[] = [];
    let count = 0;
    let under: Act[] = [];
    async function finish() {
      const answers = await Promise.all(under.map(({ done }) => done()));
      for (const [at, answer] of answers.entries()) {
        const leaks = leaksIn(answer, under[at]?.asked);
        if (leaks.length > 0) leaked.push({ asked: under[at]?.asked, leaks });
      }
      const asked = under.map((one) => one.asked);
      expect({ asked, rows: [...rows.of(clinic.id)] }).toEqual({ asked, rows: [...before] });
      count += under.length;
      under = [];
    }
    for (const act of acts()) {
      under.push(act);
      if (under.length === TOGETHER) await finish();
    }
    await finish();
    // Reactions of this server's to messages of the other: nothing answers, and what follows is answered after them.
    for (const { channel: there, id } of neighbour.messages)
      for (const name of EMOJI)
        for (const event of ['MESSAGE_REACTION_ADD', 'MESSAGE_REACTION_REMOVE'])
          for (const { id: user_id } of people) {
            const place = { guild_id: guild.id, channel_id: there.id, message_id: id };
            double.world.dispatch(event, {
              ...place,
              user_id,
              emoji: { id: null, name },
              burst: false,
              type: 0,
            });
            count += 1;
          }
    const [ada] = people;
    if (ada !== undefined)
      under.push({
        asked: '',
        done: () => read(press(ada.id, channel, { name: 'papers', verb: 'saved', text: '' }), 'saved'),
      });
    await finish();
    expect(leaked).toEqual([]);
    process.stdout.write(`${count} acts with ${things.length} ids and words of another server\n`);
  },
  LONG,
);
