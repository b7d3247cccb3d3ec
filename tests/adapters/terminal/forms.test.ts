import { describe, expect, it } from 'vitest';
import type { Bot } from '../../../src/core/chat/bot.ts';
import type { CommandLine } from '../../../src/core/chat/card.ts';
import type { CommandDeclaration, Form, Question } from '../../../src/core/chat/command.ts';
import { startTalk } from '../../core/talk.ts';
import { sit } from './sitting.ts';

const declaration: CommandDeclaration = {
  name: 'papers',
  verb: 'remind',
  description: 'Remind of a topic',
  argument: { name: 'topic', description: 'What', required: true, kind: 'query' },
  options: [
    {
      name: 'every',
      description: 'How often',
      choices: ['daily', 'weekly'].map((value) => ({ label: value, value })),
    },
    { name: 'zone', description: 'Time zone', completes: true },
    { name: 'note', description: 'A note', long: true },
  ],
  asks: true,
  private: true,
};

const form: Form = {
  title: 'A reminder',
  submit: 'Save',
  fields: [
    { name: 'topic', label: 'Topic', required: true },
    {
      name: 'every',
      label: 'How often',
      hint: 'On week days.',
      value: 'daily',
      required: true,
      choices: [
        { label: 'Every day', value: 'daily' },
        { label: 'Once a week', value: 'weekly' },
      ],
    },
    { name: 'zone', label: 'Time zone', value: 'Europe/Berlin', required: false, completes: true },
    { name: 'note', label: 'Note', required: false, long: true },
  ],
};

type Asked = { readonly bot: Bot; readonly ran: CommandLine[]; readonly questions: Question[] };

/** The real bot with one more command, whose form this is; what is run is kept. */
async function botThatAsks(shown: Form = form): Promise<Asked> {
  const { bot: real } = await startTalk();
  const ran: CommandLine[] = [];
  const questions: Question[] = [];
  const bot: Bot = {
    ...real,
    commands: [...real.commands, declaration],
    form: async (question) => {
      questions.push(question);
      return question.line.text.includes('every:') ? undefined : shown;
    },
    async onCommand(invocation) {
      if (invocation.line.verb !== 'remind') return real.onCommand(invocation);
      ran.push(invocation.line);
      await invocation.reply([{ title: 'Done' }]);
      return undefined;
    },
    suggest: async (line, limit, option) => {
      if (option === undefined) return real.suggest(line, limit, option);
      return ['Europe/Berlin', 'Europe/Bern', 'Asia/Tokyo']
        .filter((zone) => zone.toLowerCase().startsWith(line.text.toLowerCase()))
        .map((zone) => ({ label: zone, value: zone }));
    },
  };
  return { bot, ran, questions };
}

describe('a form at the terminal, with a person at it', () => {
  it('is asked question by question, with values, hints and choices, and runs the command with the answers', async () => {
    const { bot, ran, questions } = await botThatAsks();
    const { type, shown } = await sit({ bot });
    await type('/papers remind\r', '? ');
    expect(shown()).toContain('A reminder');
    expect(shown()).toContain('Ctrl-C or “cancel” leaves');
    expect(await type('deep ensembles\r', '? ')).toMatch(/How often \[Every day\]\s+On week days\./u);
    expect(await type('2\r', '? ')).toContain('Time zone [Europe/Berlin]');
    expect(await type('\r', '? ')).toContain('Note [nothing]');
    await type('first\\nsecond "line" C:\\\\new\r', 'Done');
    expect(ran).toEqual([
      {
        name: 'papers',
        verb: 'remind',
        text: 'deep ensembles every:weekly zone:Europe/Berlin note:"first\nsecond \\"line\\" C:\\\\new"',
        form: 'answered',
      },
    ]);
    expect(questions[0]).toMatchObject({ line: { verb: 'remind' }, memberName: 'you' });
    expect(questions[0]?.zone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(await questions[0]?.mayManage()).toBe(true);
  });

  it('asks again where an answer will not do', async () => {
    const { bot, ran } = await botThatAsks();
    const { type } = await sit({ bot });
    await type('/papers remind\r', '? ');
    expect(await type('\r', 'cannot be empty')).toContain('Topic: this cannot be empty');
    await type('x\r', '? ');
    expect(await type('hourly\r', 'is none of')).toContain('“hourly” is none of Every day, Once a week');
    await type('Once a Week\r', '? ');
    await type('-\r', '? ');
    await type('\r', 'Done');
    expect(ran[0]?.text).toBe('x every:weekly zone:"" note:""');
  });

  it.each([
    ['cancel', 'cancel\r'],
    ['Ctrl-C', '\u0003'],
    ['Ctrl-C after half an answer', 'half\u0003'],
  ])('is left with %s, and nothing is run; the next line is a command again', async (_name, keys) => {
    const { bot, ran } = await botThatAsks();
    const { type } = await sit({ bot });
    await type('/papers remind\r', '? ');
    await type('x\r', '? ');
    await type(keys, 'Nothing was changed');
    expect(ran).toEqual([]);
    expect(await type('uncertainty\r', 'n next')).toContain('7 papers on “uncertainty”');
  });

  it('completes choices and values with the tab key', async () => {
    const { bot, ran } = await botThatAsks();
    const { type } = await sit({ bot });
    await type('/papers remind\r', '? ');
    await type('x\r', '? ');
    await type('w\t', 'weekly');
    await type('\r', '? ');
    await type('europe/ber\t', 'Europe/Ber');
    await type('l\t\r', '? ');
    await type('\r', 'Done');
    expect(ran[0]?.text).toBe('x every:weekly zone:Europe/Berlin note:""');
  });

  it('does not ask where the command is complete', async () => {
    const { bot, ran } = await botThatAsks();
    const { type, shown } = await sit({ bot });
    await type('/papers remind x every:daily\r', 'Done');
    expect(shown()).not.toContain('A reminder');
    expect(ran[0]?.text).toBe('x every:daily');
  });

  it('keeps answers out of the history', async () => {
    const { bot } = await botThatAsks();
    const { type } = await sit({ bot });
    await type('/papers remind\r', '? ');
    await type('a secret\r', '? ');
    await type('cancel\r', 'Nothing was changed');
    expect(await type('\u001B[A', '/papers remind')).not.toContain('a secret');
  });

  it('shows a long value on one line, as one would type it', async () => {
    const value = 'first\nsecond \\n';
    const { bot, ran } = await botThatAsks({
      ...form,
      fields: [{ name: 'note', label: 'Note', required: false, long: true, value }],
    });
    const { type } = await sit({ bot });
    expect(await type('/papers remind x\r', '? ')).toContain('Note [first\\nsecond \\\\n]');
    await type('\r', 'Done');
    expect(ran[0]?.text).toBe('x note:"first\nsecond \\\\n"');
  });
});

describe('a form in a pipe', () => {
  it('takes the next lines as its answers, without a word', async () => {
    const { bot, ran } = await botThatAsks();
    const { input, shown, ended } = await sit({ bot, tty: false });
    input.end('/papers remind\nearly exit\nweekly\n\nA note\n/papers help cite\n');
    await ended;
    expect(ran.map(({ text }) => text)).toEqual(['early exit every:weekly zone:Europe/Berlin note:"A note"']);
    expect(shown()).toMatch(/^Done\n/u);
    expect(shown()).not.toContain('Topic');
    expect(shown()).toContain('cite');
  });

  it('takes all its answers even where one will not do, runs nothing and says why', async () => {
    const { bot, ran } = await botThatAsks();
    const { input, shown, ended } = await sit({ bot, tty: false });
    input.end('/papers remind\nx\nhourly\n\n\n/papers help cite\n');
    await ended;
    expect(ran).toEqual([]);
    expect(shown()).toMatch(
      /^How often: “hourly” is none of Every day, Once a week\n\nNothing was changed\n/u,
    );
    expect(shown()).toContain('cite');
  });

  it('is left where a command comes, which runs', async () => {
    const { bot, ran } = await botThatAsks();
    const { input, shown, ended } = await sit({ bot, tty: false });
    input.end('/papers remind\n/papers remind\nx\n/papers help cite\n');
    await ended;
    expect(ran).toEqual([]);
    expect(shown().match(/Nothing was changed/gu)).toHaveLength(2);
    expect(shown()).toMatch(/give \d lines after the command, one each for .*How often/u);
    expect(shown()).toContain('/papers cite <paper>');
  });

  it('is left where the input ends', async () => {
    const { bot, ran } = await botThatAsks();
    const { input, shown, ended } = await sit({ bot, tty: false });
    input.end('/papers remind\nx\n');
    await ended;
    expect(ran).toEqual([]);
    expect(shown()).toContain('Nothing was changed');
  });
});

describe('the form of a digest at the terminal', () => {
  it('checks each answer as it is given, and asks again for what will not do', async () => {
    const { bot } = await startTalk();
    const { type } = await sit({ bot });
    await type('/digest add\r', '? ');
    await type('ensembles\r', '? ');
    expect(await type('25:00\r', '? ')).toMatch(
      /Time of day: “25:00” is not a time of day[\s\S]*Time of day \[09:00\]/u,
    );
    await type('9:30 pm\r', '? ');
    expect(await type('wensday\r', '? ')).toContain('Days: “wensday” is not a day. Did you mean wednesday?');
    await type('weekdays\r', '? ');
    expect(await type('Narnia\r', '? ')).toContain('“Narnia” is not a time zone');
    await type('berlin\r', '? ');
    expect(await type('11\r', '? ')).toContain('from 1 to 10');
    const added = await type('3\r', 'c change');
    expect(added).toContain('The digest on “ensembles” is set up');
    expect(added).toContain('When: Weekdays 21:30, Europe/Berlin');
    expect(added).toContain('How much: 3 papers');
  });

  it('names all mistakes in a pipe, and stores nothing', async () => {
    const { bot } = await startTalk();
    const { input, shown, ended } = await sit({ bot, tty: false });
    input.end('/digest add\nensembles\n25:00\n\nNarnia\n11\n/digest list\n');
    await ended;
    expect(shown()).toContain('Time of day: “25:00” is not a time of day');
    expect(shown()).toContain('Time zone: “Narnia” is not a time zone');
    expect(shown()).toContain('Papers, 1 to 10: The number of papers must be from 1 to 10');
    expect(shown()).toContain('There are no digests in this channel');
  });

  it('comes back filled in from the button under a mistake', async () => {
    const { bot } = await startTalk();
    const { type } = await sit({ bot });
    await type('/digest add ensembles 25:00 fri\r', 'c change');
    await type('c\r', '? ');
    await type('\r', '? ');
    await type('17:00\r', '? ');
    for (const _ of ['days', 'zone']) await type('\r', '? ');
    const added = await type('\r', 'c change');
    expect(added).toContain('The digest on “ensembles” is set up');
    expect(added).toContain('When: Fridays 17:00');
  });
});
