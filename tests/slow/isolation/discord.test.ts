import { type APIMessage, PermissionFlagsBits } from 'discord.js';
import { expect, it, onTestFinished } from 'vitest';
import { setStage } from '../../adapters/discord/stage.ts';
import { openAt, sqliteUrl } from '../../core/store/open.ts';
import { openRows, valuesIn } from '../../core/store/workspace-rows.ts';
import { startTalk } from '../../core/talk.ts';
import { askBot } from '../../doubles/discord/interactions.ts';
import type { Asked } from '../../doubles/discord/state.ts';
import { leaksIn } from './attempts.ts';
import { type Act, forgedActs, press, tellReactions } from './discord-acts.ts';
import { settle } from './neighbour.ts';

/** Acts that are under way at the same time. */
const TOGETHER = 20;
const LONG = 300_000;

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
    const people = [double.addPerson('ada', guild, clinic), double.addPerson('ben', guild)] as const;
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
    const before = await rows.of(clinic.id);
    const numbers = valuesIn(before).filter((value) => /^\d{1,2}$/u.test(value));
    const ids = [clinic.id, room.id, erin.id, ...neighbour.messages.slice(0, 2).map(({ id }) => id)];
    const things = [...new Set([...numbers, ...ids])];
    const own = new Map<string, APIMessage>();
    for (const person of people)
      for (const where of [channel, person.opensDirect()]) {
        const typed = person.types(where, 'paper', { options: { query: 'uncertainty' } });
        own.set(`${person.id} ${where.guild ?? ''}`, await double.answered(typed));
      }
    const told = { ...room, guild: guild.id };
    const scene = { ...{ double, bot, guild, channel, people, own }, ...{ neighbour, things, ids, told } };

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

    const leaked: unknown[] = [];
    let count = 0;
    async function finish(acts: readonly Act[]) {
      const answers = await Promise.all(acts.map(({ asked, done }) => read(done(), asked)));
      for (const [at, answer] of answers.entries()) {
        const leaks = leaksIn(answer, acts[at]?.asked);
        if (leaks.length > 0) leaked.push({ asked: acts[at]?.asked, leaks });
      }
      const asked = acts.map((one) => one.asked);
      expect({ asked, rows: [...(await rows.of(clinic.id))] }).toEqual({ asked, rows: [...before] });
      count += acts.length;
    }
    let under: Act[] = [];
    for (const act of forgedActs(scene)) {
      under.push(act);
      if (under.length < TOGETHER) continue;
      await finish(under);
      under = [];
    }
    await finish(under);
    for (const words of ['saved', 'show 1', ...things.map((one) => `open ${one}`)]) {
      const said = people[1].says(people[1].opensDirect(), `papers ${words}`);
      const answer = await double.until('an answer', () =>
        [...state.messages.values()].find(({ message }) => message.message_reference?.message_id === said.id),
      );
      if (leaksIn(answer.message, words).length > 0) leaked.push(words);
      count += 1;
    }
    count += tellReactions(scene);
    // What follows is answered after them.
    const [ada] = people;
    const last = press(scene, ada, channel, { name: 'papers', verb: 'saved', text: '' });
    await finish([{ asked: 'saved', done: () => askBot(double.world, last) }]);
    await stage.discord().stop();
    expect(leaked).toEqual([]);
    expect([...(await rows.of(clinic.id))]).toEqual([...before]);
    process.stdout.write(`${count} acts with ${things.length} ids and words of another server\n`);
  },
  LONG,
);
