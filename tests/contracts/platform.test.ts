import { onTestFinished } from 'vitest';
import type { Bot } from '../../src/core/chat/bot.ts';
import type { Channel } from '../../src/core/chat/channel.ts';
import { writeCommandLine } from '../../src/core/chat/command-line.ts';
import { openVisit } from '../adapters/browser/visitor.ts';
import { readText } from '../adapters/discord/hostile.ts';
import { readLookAlikes } from '../adapters/discord/link-rules.ts';
import { setStage } from '../adapters/discord/stage.ts';
import { startLab } from '../adapters/slack/lab.ts';
import { sit } from '../adapters/terminal/sitting.ts';
import { allComponents } from '../doubles/discord/message-rules.ts';
import { isRecord, recordsIn } from '../doubles/slack/json.ts';
import { buttonsOf } from '../doubles/slack/messages.ts';
import { readBlocks } from '../doubles/slack/mrkdwn.ts';
import { commandsToTry, describePlatform, type Scene } from './platform.ts';

/** What a person reads, but for brackets, which are as they are. */
function readShown(markdown: string): string {
  return readText(markdown).replace(/[∗＿∼∣‵‹＠]/gu, readLookAlikes);
}

async function openDiscord(bot: Bot): Promise<Scene> {
  const stage = await setStage();
  const { double, guild, alice } = stage;
  onTestFinished(() => stage.end());
  const closed = double.addChannel(guild, 'closed', 0n);
  const platform = await stage.start({}, bot);
  const channelOf = ({ id }: { readonly id: string }): Channel => {
    return { platform: 'discord', workspace: guild.id, id };
  };
  const sees = (id: string) => {
    const place = double.state.channels.get(id);
    const all = place === undefined ? [] : alice.sees(place);
    return all.filter(({ author }) => author.id === double.state.bot.id);
  };
  const messageNamed = (id: string) => {
    const message = sees(stage.channel.id).find((one) => one.id === id);
    if (message === undefined) throw new Error(`there is no message ${id}`);
    return message;
  };
  return {
    platform,
    member: { platform: 'discord', workspace: guild.id, id: alice.id },
    channel: channelOf(stage.channel),
    closed: channelOf(closed),
    keepsReactions: true,
    types({ name, verb, text }) {
      const argument = commandsToTry.find((one) => one.name === name && one.verb === verb)?.argument?.name;
      const options = { [argument ?? '']: text };
      alice.types(stage.channel, name, { options, ...(verb === undefined ? {} : { verb }) });
    },
    presses: (label) => alice.presses(messageNamed(sees(stage.channel.id).at(-1)?.id ?? ''), label),
    reacts(emoji, { message }, added) {
      const shown = messageNamed(message.id);
      if (added) alice.reacts(shown, emoji);
      else alice.takesBack(shown, emoji);
    },
    reads: (channel) =>
      sees(channel?.id ?? stage.channel.id).map(({ components = [] }) =>
        allComponents(components)
          .map(({ part }) =>
            typeof part.content === 'string' ? readShown(part.content) : (part.label ?? ''),
          )
          .join('\n'),
      ),
    faults: () => [...double.violations, ...double.state.pings],
  };
}

async function openSlack(bot: Bot): Promise<Scene> {
  const lab = await startLab({ bot });
  onTestFinished(() => lab.stop());
  const { world } = lab.slack;
  const alice = lab.slack.person('U01ALICE');
  const papers = lab.slack.channel('papers');
  const channelOf = (id: string): Channel => ({ platform: 'slack', workspace: world.team.id, id });
  const sees = (id: string) => {
    const place = world.channels.get(id);
    const all = place === undefined ? [] : alice.sees(place);
    return all.filter(({ user }) => user === world.botUserId);
  };
  const lastOf = () => sees(papers.id).at(-1) ?? Promise.reject(new Error('nothing was shown'));
  return {
    platform: lab.platform,
    member: { platform: 'slack', workspace: world.team.id, id: alice.id },
    channel: channelOf(papers.id),
    closed: channelOf(lab.slack.channel('random').id),
    keepsReactions: true,
    types: (line) => alice.types(writeCommandLine(line), papers),
    presses: async (label) => alice.presses(label, await lastOf()),
    async reacts(_, { message }, added) {
      const shown = sees(papers.id).find(({ ts }) => ts === message.id) ?? (await lastOf());
      await (added ? alice.reacts('bookmark', shown) : alice.unreacts('bookmark', shown));
    },
    reads: (channel) =>
      sees(channel?.id ?? papers.id).map(({ blocks }) =>
        [
          ...readBlocks(blocks).map(({ text }) => text),
          ...buttonsOf({ blocks }).map(({ label }) => label),
        ].join('\n'),
      ),
    faults: () => [...world.violations, ...world.pings],
  };
}

async function openTerminal(bot: Bot): Promise<Scene> {
  const { platform, input, shown } = await sit({ bot });
  const place = { platform: 'terminal', workspace: 'terminal' };
  return {
    platform,
    member: { ...place, id: 'you' },
    channel: { ...place, id: 'terminal' },
    keepsReactions: false,
    types: (line) => input.write(`${writeCommandLine(line)}\r`),
    presses: (label) => input.write(`${new RegExp(`(\\w+) ${label}`, 'u').exec(shown())?.[1]}\r`),
    reacts: (_, __, added) => input.write(`${added ? '+' : '-'}bookmark\r`),
    reads: () => [shown()],
    faults: () => [],
  };
}

/** The pane of Slack, whose payloads are read as Slack's. */
async function openPreview(bot: Bot): Promise<Scene> {
  const visit = await openVisit(bot);
  const place = { platform: 'browser', workspace: 'slack' };
  const who = { service: 'slack', person: 'ada' };
  const shown = (channel: string) =>
    visit
      .messages()
      .filter((message) => message.channel === channel && message.payload !== undefined)
      .map((message) => ({
        ...message,
        blocks: recordsIn(isRecord(message.payload) ? message.payload.blocks : []),
      }));
  return {
    platform: visit.platform,
    member: { ...place, id: 'ada' },
    channel: { ...place, id: 'papers' },
    closed: { ...place, id: 'elsewhere' },
    keepsReactions: true,
    types: (line) => visit.act('type', { ...who, channel: 'papers', text: writeCommandLine(line) }),
    presses(label) {
      const last = shown('papers').at(-1);
      const pressed = buttonsOf({ blocks: last?.blocks ?? [] }).find((one) => one.label === label);
      return visit.act('press', { ...who, message: last?.id, control: pressed?.button.action_id });
    },
    reacts: (emoji, { message }, added) => visit.act('react', { ...who, message: message.id, emoji, added }),
    reads: (channel) =>
      shown(channel?.id ?? 'papers').map(({ blocks }) =>
        [
          ...readBlocks(blocks).map(({ text }) => text),
          ...buttonsOf({ blocks }).map(({ label }) => label),
        ].join('\n'),
      ),
    faults: () => [],
  };
}

describePlatform('Discord', openDiscord);
describePlatform('Slack', openSlack);
describePlatform('the terminal', openTerminal);
describePlatform('the preview page', openPreview);
