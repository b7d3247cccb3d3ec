import { describe, expect, it } from 'vitest';
import { readMessage } from '../../../src/adapters/slack/receive/message-command.ts';
import { readMention, readText } from '../../../src/adapters/slack/receive/read-text.ts';
import { createSeen } from '../../../src/adapters/slack/receive/seen.ts';
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
    ['<http://character.ai|character.ai> <https://a.org/b|a.org/b>', 'character.ai a.org/b'],
    ['role:<!subteam^S123|@readers> at:9', 'role:S123 at:9'],
    ['role "<!subteam^S123>"', 'role "S123"'],
    ['hello <!subteam^S123|@readers>', 'hello @readers'],
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

  it.each<[string, unknown, string]>([
    ['nothing', null, ''],
    ['a message without a text', { text: null, blocks: null, attachments: [null, 3] }, ''],
    [
      'rich text cut into styles',
      {
        text: '',
        blocks: [
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'text', text: 'see arXiv:2303' },
                  { type: 'text', text: '.08010', style: { bold: true } },
                  { type: 'link', url: 'https://a.org', text: ' here' },
                ],
              },
            ],
          },
        ],
      },
      'see arXiv:2303.08010 here\nhttps://a.org',
    ],
    [
      'sections, headers, contexts and link buttons',
      {
        text: 'New',
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: 'Window-Based' } },
          {
            type: 'section',
            text: { type: 'mrkdwn', text: '<https://b.org|b>' },
            fields: [{ type: 'mrkdwn', text: 'field' }],
            accessory: { type: 'button', url: 'https://c.org', text: { type: 'plain_text', text: 'Open' } },
          },
          { type: 'context', elements: [{ type: 'mrkdwn', text: 'Xia &amp; B' }] },
        ],
      },
      'New\nWindow-Based\nhttps://b.org\nfield\nhttps://c.org\nOpen\nXia & B',
    ],
    [
      'what it forwards, and the names of files',
      {
        text: '',
        attachments: [
          {
            message_blocks: [{ message: { blocks: [{ type: 'section', text: { text: '2303.08010' } }] } }],
            files: [{ name: 'a.pdf' }],
          },
        ],
        files: [{ name: '2303.08010.pdf', title: '2303.08010.pdf' }],
      },
      '2303.08010\na.pdf\n2303.08010.pdf',
    ],
  ])('is read whole: %s', (_, message, read) => {
    expect(readMessage(message)).toBe(read);
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
