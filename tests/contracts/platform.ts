import { describe, expect, it } from 'vitest';
import type { Bot } from '../../src/core/chat/bot.ts';
import type { Card, CardItem, CommandLine } from '../../src/core/chat/card.ts';
import type { Channel, Member, Posted } from '../../src/core/chat/channel.ts';
import type { CommandDeclaration } from '../../src/core/chat/command.ts';
import { PostFailure } from '../../src/core/chat/failures.ts';
import type { Platform } from '../../src/core/chat/platform.ts';
import { entry } from '../../src/core/text/log-entry.ts';
import { createProbeBot } from '../adapters/slack/probe-bot.ts';

/** A platform that was started, and somebody on its far side. */
export type Scene = {
  readonly platform: Platform;
  readonly member: Member;
  /** Where the person types, and the bot may post. */
  readonly channel: Channel;
  /** Where the bot may not post; absent where there is no such place. */
  readonly closed?: Channel;
  types(line: CommandLine): unknown;
  /** Presses the button with this label in what was shown last. */
  presses(label: string): unknown;
  reacts(emoji: string, posted: Posted, added: boolean): unknown;
  /** Whether the service keeps reactions, so that they can be asked for later. */
  readonly keepsReactions: boolean;
  /** What the bot said in the channel as this person reads it, a text a message or all in one. */
  reads(channel?: Channel): readonly string[];
  /** What the service would not have taken from a good bot, and whom a text notified; empty in the end. */
  faults(): readonly unknown[];
};

const argument = { name: 'query', description: 'Words', required: true, kind: 'query' } as const;

/** What the suite's bot announces: an answer for one person, and one for all. */
export const commandsToTry: readonly CommandDeclaration[] = [
  { name: 'paper', description: 'Search the papers', argument, private: true },
  { name: 'papers', verb: 'share', description: 'Post a paper', argument, private: false },
];

const search = { name: 'paper', text: 'deep ensembles' };
const item = (paper: string, number?: number): CardItem => ({
  paper,
  ...(number === undefined ? {} : { number }),
  heading: `About ${paper}`,
  url: `https://example.org/${paper}`,
  facts: [{ text: 'Ada Lovelace' }],
});
const page: Card = { title: 'Two papers', items: [item('first', 1), item('second', 2)], footer: '1–2 of 2' };
const one: Card = { title: 'One paper', items: [item('only')] };

/** Words that would act if they were not shown as they are. */
const hostile = [
  '<!channel> <@U01ALICE> @everyone <@&1> <#1> <https://evil.example|the paper>',
  '**bold** *bold* _italic_ ~strike~ ||spoiler|| `code`',
  '[the paper](https://evil.example) https://evil.example/a_b_c',
  ':bomb: &lt;!channel&gt; &amp;amp; \\*escaped\\*',
  '# no heading',
  '> no quote',
];

const readable = (texts: readonly string[]) =>
  texts
    .join('\n')
    .replace(/\u2060/gu, '')
    .replace(/\s+/gu, ' ');

/**
 * What every platform does, whatever service is behind it. `open` starts it with a bot, and stops it when the test is
 * over.
 */
export function describePlatform(name: string, open: (bot: Bot) => Promise<Scene>): void {
  async function start(answer: (line: CommandLine) => readonly Card[] | Promise<readonly Card[]> = () => []) {
    const bot = createProbeBot({ commands: commandsToTry, answer: ({ line }) => answer(line) });
    const scene = await open(bot);
    const shows = (words: string, channel?: Channel) =>
      expect.poll(() => readable(scene.reads(channel))).toContain(words);
    return { ...scene, bot, shows };
  }

  describe(name, () => {
    it('runs a command and answers where it was asked', async () => {
      const { types, bot, shows, member, channel, platform, faults } = await start(() => [page]);
      types(search);
      await shows('About second');
      await shows('1–2 of 2');
      expect(bot.invocations).toHaveLength(1);
      expect(bot.invocations[0]).toMatchObject({ line: search, member, channel });
      expect(member.platform).toBe(platform.name);
      expect(faults()).toEqual([]);
    });

    it('tells which message of an answer for all shows which papers', async () => {
      const { types, bot, channel, faults } = await start(() => [page]);
      types({ name: 'papers', verb: 'share', text: 'both' });
      await expect.poll(() => bot.posted.flatMap(({ papers }) => papers)).toEqual(['first', 'second']);
      for (const { message } of bot.posted) expect(message.channel).toEqual(channel);
      expect(faults()).toEqual([]);
    });

    it('runs the command of a button that is pressed', async () => {
      const command = { name: 'papers', verb: 'share', text: 'the second, please' };
      const { types, presses, bot, shows, member, channel, faults } = await start(({ verb }) =>
        verb === undefined ? [{ ...page, buttons: [{ label: 'share it', command }] }] : [one],
      );
      types(search);
      await shows('share it');
      presses('share it');
      await shows('About only');
      expect(bot.invocations[1]).toMatchObject({ line: command, member, channel });
      expect(faults()).toEqual([]);
    });

    it.each(hostile)('shows as it was written: %j', async (text) => {
      const card: Card = { title: text, text, items: [{ ...item('a', 1), heading: text }] };
      const { types, reads, faults } = await start(() => [{ ...card, footer: text }]);
      types(search);
      await expect.poll(() => readable(reads()).split(text).length).toBe(5);
      expect(faults()).toEqual([]);
    });

    it('posts what nobody asked for, and tells which message shows which papers', async () => {
      const { platform, channel, shows, faults } = await start();
      const posted = await platform.post(channel, page);
      await shows('About second');
      expect(posted.flatMap(({ papers }) => papers)).toEqual(['first', 'second']);
      for (const { message } of posted) expect(message.channel).toEqual(channel);
      const ids = posted.map(({ message }) => message.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).not.toContain('');
      expect(faults()).toEqual([]);
    });

    it('posts once what has a key, and again what has another', async () => {
      const { platform, channel, shows, reads, faults } = await start();
      const first = await platform.post(channel, one, { key: 'delivery-1' });
      const again = await platform.post(channel, one, { key: 'delivery-1', perhapsSince: new Date(0) });
      expect(again.map(({ message }) => message)).toEqual(first.map(({ message }) => message));
      await platform.post(channel, { title: 'The last' }, { key: 'delivery-2' });
      await shows('The last');
      expect(readable(reads()).split('About only')).toHaveLength(2);
      expect(faults()).toEqual([]);
    });

    it('asks before it posts whether it still may, and posts nothing where it may not', async () => {
      const { platform, channel, shows, reads, faults } = await start();
      let asked = 0;
      const fence = async () => {
        asked += 1;
        if (asked === 1) throw new PostFailure('passing', entry`Another process has it.`);
      };
      await expect(platform.post(channel, one, { key: 'delivery-3', fence })).rejects.toThrow();
      expect(asked).toBe(1);
      await platform.post(channel, { title: 'The last' }, { key: 'delivery-4', fence });
      expect(asked).toBe(2);
      await shows('The last');
      expect(readable(reads())).not.toContain('About only');
      expect(faults()).toEqual([]);
    });

    it('posts to one person in the direct conversation with them', async () => {
      const { platform, member, shows, faults } = await start();
      const direct = await platform.openDirect(member);
      expect(direct.platform).toBe(platform.name);
      const [posted] = await platform.post(direct, one);
      await shows('About only', direct);
      expect(posted?.message.channel.id).toBe(direct.id);
      expect(faults()).toEqual([]);
    });

    it('finds nothing in the way where it may post, and says what to do where it may not', async () => {
      const { platform, channel, closed, faults } = await start();
      expect(await platform.findObstacle(channel)).toBeUndefined();
      if (closed === undefined) return;
      await expect.poll(() => platform.findObstacle(closed)).toMatch(/\w+ .*\./u);
      const failure = await platform.post(closed, one).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(PostFailure);
      expect(failure).toMatchObject({ reason: expect.stringMatching(/^(?:forbidden|gone)$/u) });
      expect(faults()).toEqual([]);
    });

    it('tells the bot of reactions to what it posted, and reads those of people alone', async () => {
      const { platform, channel, member, bot, reacts, keepsReactions, faults } = await start();
      const [posted] = await platform.post(channel, one);
      if (posted === undefined) throw new Error('nothing was posted');
      const { message } = posted;
      await platform.react(message, '🔖');
      await reacts('🔖', posted, true);
      await expect.poll(() => bot.reactions.length).toBe(1);
      expect(bot.reactions[0]).toMatchObject({ added: true, message, member });
      const read = () => platform.readReactions(message, () => true);
      if (!keepsReactions) expect(await read()).toBeUndefined();
      else expect(await read()).toEqual([expect.objectContaining({ member })]);
      expect(keepsReactions ? await platform.readReactions(message, () => false) : []).toEqual([]);
      await reacts('🔖', posted, false);
      await expect.poll(() => bot.reactions.at(-1)).toMatchObject({ added: false, message, member });
      expect(faults()).toEqual([]);
    });

    it('finishes the answer under way when it stops', async () => {
      let finish = () => {};
      let begin = () => {};
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      const { platform, types, reads, faults } = await start(async () => {
        begin();
        await finished;
        return [{ title: 'Here it is, at last' }];
      });
      types(search);
      await begun;
      const stopped = platform.stop();
      finish();
      await stopped;
      expect(readable(reads())).toContain('Here it is, at last');
      expect(faults()).toEqual([]);
    });
  });
}
