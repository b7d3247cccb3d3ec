import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Bot, Reaction } from '../../../src/core/chat/bot.ts';
import { startTalk } from '../../core/talk.ts';
import { makeFolder, sit } from './sitting.ts';

describe('the terminal, with a person at it', () => {
  it('greets, prompts, and answers words and commands', async () => {
    const { shown, type } = await sit();
    expect(shown()).toContain('Welcome');
    expect(shown()).toContain('› ');
    expect(await type('uncertainty\r', 'n next')).toContain('7 papers on “uncertainty”');
    expect(await type('/papers cite 2\r', 'title = {')).toContain('To cite');
  });

  it('presses buttons by their keys and says what was pressed', async () => {
    const { type } = await sit();
    await type('uncertainty\r', 'n next');
    expect(await type('n\r', '6–7, best')).toContain('/paper uncertainty, page 2');
    expect(await type('c6\r', 'title = {')).toContain('To cite');
    await type('uncertainty\r', 'n next');
    expect(await type('h2\r', 'Shared by')).toContain('Shared by you');
    await type('uncertainty\r', 'n next');
    for (const far of ['9', 's9'])
      expect(await type(`${far}\r`, 'No paper')).toContain('number 9, only papers 1 to 5');
  });

  it('shows on one line what came of a key, which then means the way back', async () => {
    const { type } = await sit();
    await type('uncertainty\r', 'n next');
    expect(await type('s2\r', '✓ Saved')).toMatch(/✓ Saved \S.*\n\n/u);
    expect(await type('s2\r', 'Removed')).not.toContain('1 paper');
    expect(await type('/papers saved\r', 'Nothing kept yet')).toContain('Nothing kept yet');
  });

  it('opens the paper of a number', async () => {
    const { type } = await sit();
    await type('uncertainty\r', 'n next');
    expect(await type('3\r', 'similar papers')).toContain('arxiv.org/abs/2303.08010');
    expect(await type('/papers cite 3\r', 'To cite')).toContain('@');
  });

  it('keeps the keys of a list while its papers are looked at one by one', async () => {
    const { type } = await sit();
    await type('uncertainty\r', 'n next');
    await type('o2\r', 'similar papers');
    await type('s2\r', '✓ Saved');
    await type('o3\r', 'similar papers');
    await type('c\r', 'To cite');
    await type('s2\r', 'Removed');
    expect(await type('n\r', '6–7, best')).toContain('/paper uncertainty, page 2');
    await type('/papers new\r', 'The newest');
    expect(await type('f\r', 'on “f”')).not.toContain('subscribe');
  });

  it('takes reactions to the paper of a number, on any page of the list', async () => {
    const reactions: Reaction[] = [];
    const { bot } = await startTalk();
    const { type } = await sit({ bot: { ...bot, onReaction: async (one) => void reactions.push(one) } });
    expect(await type('+bookmark 2\r', 'No paper')).toContain('No paper has been shown yet');
    await type('uncertainty\r', 'n next');
    await type('n\r', '6–7, best');
    await type('+bookmark 2\r', 'bookmark given to paper 2');
    await type('-⭐ 7\r', '⭐ taken from paper 7');
    await type('+star 2\r', 'star given to paper 2');
    expect(await type('+bookmark 8\r', 'No paper')).toContain('No paper here has the number 8');
    expect(await type('+bookmark\r', 'Say which')).toContain('by its number');
    await type('/papers show 2\r', 'similar papers');
    await type('+bookmark\r', 'given to the paper');
    expect(reactions.map(({ emoji, added }) => [emoji, added])).toEqual([
      ['bookmark', true],
      ['⭐', false],
      ['star', true],
      ['bookmark', true],
    ]);
    const messages = reactions.map(({ message }) => message.id);
    expect(messages[0]).toBe(messages[2]);
    expect(new Set(messages).size).toBe(3);
  });

  it('completes commands and arguments with the tab key', async () => {
    const { type } = await sit();
    expect(await type('/papers ci\t', 'cite ')).toContain('/papers cite ');
    expect(await type('Window-B\t', 'Early-Exit')).toContain('Window-Based Early-Exit Cascades');
  });

  it('completes what was typed before the tab alone, whatever came with it in one piece', async () => {
    const { bot: real } = await startTalk();
    const asked: string[] = [];
    const bot: Bot = {
      ...real,
      async suggest(line, limit) {
        asked.push(line.text);
        return real.suggest(line, limit);
      },
    };
    const { type } = await sit({ bot });
    const shown = await type('Window-B\t\r', ' on “');
    expect(shown).toContain('on “Window-Based Early-Exit Cascades for Uncertainty Estimation”');
    expect(asked).toEqual(['Window-B']);
  });

  it('takes keys again where completions do not come, and shows none late', async () => {
    const { bot: real } = await startTalk();
    const { type } = await sit({ bot: { ...real, suggest: () => new Promise(() => {}) } });
    expect(await type('graph\t attention\r', ' on “')).toContain('on “graph attention”');
  });

  it('says that a list has no further page, and searches for a letter where there is no list', async () => {
    const { type } = await sit();
    expect(await type('n\r', ' on “')).toContain('on “n”');
    await type('uncertainty\r', 'n next');
    expect(await type('p\r', 'first page')).not.toContain(' on “');
    await type('n\r', 'p previous');
    expect(await type('n\r', 'last page')).not.toContain(' on “');
  });

  it('keeps what was typed for the next time, for its owner alone', async () => {
    const folder = makeFolder();
    const first = await sit({ folder });
    await first.type('uncertainty\r', 'n next');
    first.input.write('\u0004');
    await first.ended;
    const file = join(folder, 'data', 'terminal-history');
    expect(readFileSync(file, 'utf8')).toBe('uncertainty\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const second = await sit({ folder });
    expect(await second.type('\u001B[A\r', 'n next')).toContain('7 papers');
  });

  it('keeps what was typed in two terminals at once', async () => {
    const folder = makeFolder();
    const [one, other] = [await sit({ folder }), await sit({ folder })];
    await one.type('uncertainty\r', 'n next');
    await other.type('graph\r', '2 papers');
    await one.type('/papers show 2\r', 'similar papers');
    expect(readFileSync(join(folder, 'data', 'terminal-history'), 'utf8')).toBe(
      '/papers show 2\ngraph\nuncertainty\n',
    );
  });

  it.each([
    ['/quit', '/quit\r'],
    ['Ctrl-D', '\u0004'],
    ['Ctrl-C', '\u0003'],
    ['Ctrl-C after clearing a line with it', 'half a line\u0003\u0003'],
  ])('ends with %s', async (_name, keys) => {
    const { input, ended } = await sit();
    input.write(keys);
    await ended;
  });

  it('has colour unless NO_COLOR or a plain terminal forbids it', async () => {
    const raw = async (environment: Record<string, string>) => (await sit({ environment })).raw();
    expect(await raw({ TERM: 'xterm' })).toContain('\u001B[33mWelcome');
    expect(await raw({ TERM: 'xterm', NO_COLOR: '1' })).not.toContain('\u001B[33m');
    expect(await raw({ TERM: 'dumb' })).not.toContain('\u001B[33m');
    expect(await raw({ TERM: 'dumb', NO_COLOR: '1', FORCE_COLOR: '1' })).toContain('\u001B[33mWelcome');
  });
});

describe('the terminal, in a pipe', () => {
  it('answers each line in plain text, without greeting, prompt or echo, and ends with its input', async () => {
    const { input, shown, ended } = await sit({ tty: false });
    input.end('/papers show 2303.08010\n\n/papers cite 2303.08010\n');
    await ended;
    expect(shown()).toMatch(/^Window-Based/u);
    expect(shown()).toContain('title = {');
    expect(shown()).not.toMatch(/Welcome|›|\/papers/u);
  });

  it('takes a last line without an end, and lines of Windows', async () => {
    const { input, shown, ended } = await sit({ tty: false });
    input.end('/papers new\r\nn\r\n/papers show 7');
    await ended;
    expect(shown()).toContain('6–7 of 7');
    expect(shown()).toContain('Camera Localization');
  });

  it('stops at /quit', async () => {
    const { input, shown, ended } = await sit({ tty: false });
    input.write('/papers help cite\n/quit\n/papers new\n');
    await ended;
    expect(shown()).not.toContain('The newest papers');
  });
});
