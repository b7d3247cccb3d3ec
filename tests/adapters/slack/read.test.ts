import { describe, expect, it } from 'vitest';
import { createSeen } from '../../../src/adapters/slack/receive/events.ts';
import { readMessage } from '../../../src/adapters/slack/receive/message-command.ts';
import { readMention, readText } from '../../../src/adapters/slack/receive/read-text.ts';
import { readButtonValue, writeButtonValue } from '../../../src/adapters/slack/render/button-value.ts';
import { renderOptions } from '../../../src/adapters/slack/render/search-modal.ts';

describe('what Slack sends', () => {
  it.each([
    ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
    [
      '<https://arxiv.org/abs/2303.08010|arxiv.org> and <https://a.org>',
      'https://arxiv.org/abs/2303.08010 and https://a.org',
    ],
    ['<mailto:a@b.org|a@b.org> <#C1|papers> <@U1> <!here>', 'a@b.org papers'],
    ['“early exit” author:xia', '“early exit” author:xia'],
  ])('%j was typed as %j', (sent, typed) => {
    expect(readText(sent)).toBe(typed);
  });

  it.each([
    ['<@U0BOT> camera', 'camera'],
    ['hello <@U0BOT|paperboy>: camera', 'camera'],
    ['camera <@U0BOT>', 'camera'],
    ['<@U0BOT>', ''],
  ])('%j asks the bot for %j', (sent, asked) => {
    expect(readMention(sent, 'U0BOT')).toBe(asked);
  });

  it('is a message with its attachments', () => {
    const message = {
      type: 'message' as const,
      ts: '1',
      text: 'see <https://a.org>',
      attachments: [{ title: 'A paper', from_url: 'https://b.org' }],
    };
    expect(readMessage(message)).toBe('see https://a.org\nhttps://b.org\nA paper');
  });

  it('is known again for a quarter of an hour', () => {
    let now = 1_000;
    const isNew = createSeen(() => now);
    expect([isNew('a'), isNew('a'), isNew('b')]).toEqual([true, false, true]);
    now += 15 * 60_000 + 1;
    expect(isNew('a')).toBe(true);
  });
});

describe('a button', () => {
  it('carries its command there and back', () => {
    const command = { name: 'papers', verb: 'similar', text: 'arxiv:2303.08010', page: 2 };
    expect(readButtonValue(writeButtonValue({ label: 'x', command, replaces: true }) ?? '')).toEqual({
      line: command,
      replaces: true,
    });
  });

  it.each(['', 'null', '[]', '{"name":1}', '{"name":"x"}', 'not json'])(
    'with %j in it is not understood',
    (value) => {
      expect(readButtonValue(value)).toBeUndefined();
    },
  );
});

describe('the type-ahead', () => {
  it('offers what is typed first, then each completion once, inside the limits', () => {
    const long = 'word '.repeat(60);
    const options = renderOptions('grap', [
      { label: 'Graphs', value: 'graphs' },
      { label: 'Graphs again', value: 'graphs' },
      { label: long, value: long },
      ...Array.from({ length: 200 }, (_, at) => ({ label: `g${at}`, value: `g${at}` })),
    ]);
    expect(options).toHaveLength(100);
    expect(options.slice(0, 2).map(({ value }) => value)).toEqual(['grap', 'graphs']);
    expect(options[2]?.text.text).toMatch(/word…$/);
    expect(options[2]?.text.text.length).toBeLessThanOrEqual(75);
    expect(options[2]?.value).toMatch(/^(word )+word$/);
    expect(options[2]?.value?.length).toBeLessThanOrEqual(150);
  });
});
