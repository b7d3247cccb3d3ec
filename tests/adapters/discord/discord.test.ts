import { MessageFlags } from 'discord.js';
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { allComponents } from '../../doubles/discord/message-rules.ts';
import { INCIDENT, pageOf, type Stage, setStage, shownText } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  await stage.end();
  expect(stage.double.violations).toEqual([]);
  expect(stage.double.state.pings).toEqual([]);
});

describe('/paper', () => {
  test('is one command with one required query, and is answered privately with a page of papers', async () => {
    await stage.start();
    const { double, alice, bob, channel } = stage;
    const asked = alice.types(channel, 'paper', { options: { query: 'uncertainty' } });
    const answer = await double.answered(asked);
    expect(shownText(answer)).toContain('## 12 papers for “uncertainty”');
    expect(shownText(answer)).toContain(
      '**1.**  [**Paper 1 on uncertainty**](https://arxiv.org/abs/2303.01)\n-# **matches uncertainty in title**  ·  Ada Lovelace',
    );
    expect(shownText(answer)).toContain('-# 1–5 of 12');
    expect(asked.acknowledgement?.type).toBe(5);
    expect(alice.sees(channel)).toHaveLength(1);
    expect(bob.sees(channel)).toHaveLength(0);
    expect(stage.invocations[0]).toMatchObject({
      line: { name: 'paper', text: 'uncertainty' },
      memberName: 'alice',
      channel: { platform: 'discord', workspace: stage.guild.id, id: channel.id },
    });
  });

  test('completes its query from what the bot suggests, at most 25 choices', async () => {
    await stage.start();
    const { double, alice, channel } = stage;
    const asked = alice.isTyping(channel, 'paper', { options: { query: 'unc' } });
    const choices = await double.until('choices', () => asked.choices);
    expect(choices).toHaveLength(25);
    expect(choices[0]).toEqual({ name: 'unc 0', value: 'value 0' });
  });

  test('is answered for as many as ask at once, for Discord counts no answers among its 50 requests a second', async () => {
    await stage.start();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    stage.answer = async ({ line, reply }) => {
      await held;
      await reply([pageOf(line)]);
    };
    const { double, guild, channel } = stage;
    const asked = Array.from({ length: 60 }, (_, at) =>
      double.addPerson(`reader${at}`, guild).types(channel, 'paper', { options: { query: 'x' } }),
    );
    await double.until('acknowledgements', () => asked.every((one) => one.acknowledgement?.type === 5));
    // A second that does not end.
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    release();
    for (const one of asked) await double.answered(one);
  });

  test('completes with long titles cut at a word, and never with half of a value', async () => {
    await stage.start();
    const { double, alice, channel } = stage;
    stage.suggest = async () => [
      { label: 'uncertainty '.repeat(20), value: 'arxiv:2303.08010' },
      { label: 'Too long to send back', value: 'x'.repeat(101) },
    ];
    const asked = alice.isTyping(channel, 'papers', { verb: 'similar', options: { paper: 'unc' } });
    const choices = await double.until('choices', () => asked.choices);
    expect(choices).toEqual([{ name: `${'uncertainty '.repeat(8).trim()}…`, value: 'arxiv:2303.08010' }]);
  });

  test('works in direct messages with the bot and where a person has installed it for themselves', async () => {
    await stage.start();
    const { double, alice } = stage;
    const direct = alice.opensDirect();
    await double.answered(alice.types(direct, 'paper', { options: { query: 'a' } }));
    await double.answered(alice.types(direct, 'paper', { options: { query: 'b' }, userInstalled: true }));
    expect(stage.invocations.map(({ channel }) => channel.workspace)).toEqual(['', '']);
  });
});

describe('buttons', () => {
  async function firstPage() {
    const { double, alice, channel } = stage;
    return await double.answered(alice.types(channel, 'paper', { options: { query: 'uncertainty' } }));
  }

  test('Next puts the second page in the place of the first', async () => {
    await stage.start();
    const { double, alice, channel } = stage;
    const page = await firstPage();
    const next = await double.answered(alice.presses(page, 'Next'));
    await double.until('the second page', () => shownText(alice.sees(channel)).includes('6–10 of 12'));
    expect(next.id).toBe(page.id);
    expect(alice.sees(channel)).toHaveLength(1);
    expect(stage.invocations[1]?.line).toEqual({ name: 'paper', text: 'uncertainty', page: 2 });
  });

  test('of a paper run its command, answered beside the list', async () => {
    await stage.start();
    const { double, alice, channel } = stage;
    const page = await firstPage();
    await double.answered(alice.presses(page, 'Similar', 2));
    expect(stage.invocations[1]?.line).toEqual({ name: 'papers', verb: 'similar', text: 'arxiv:2303.03' });
    expect(alice.sees(channel)).toHaveLength(2);
  });

  test('Share to channel shows the paper to everyone, and a reaction to it reaches the bot', async () => {
    await stage.start();
    const { double, alice, bob, channel } = stage;
    const page = await firstPage();
    const shared = await double.answered(alice.presses(page, 'Share to channel'));
    expect(bob.sees(channel)).toHaveLength(1);
    bob.reacts(shared, '🔖');
    const reaction = await double.until('the reaction', () => stage.reactions[0]);
    expect(reaction).toMatchObject({
      emoji: '🔖',
      added: true,
      member: { id: bob.id },
      message: { id: shared.id },
    });
  });

  test('Share to channel pressed twice in haste shares once', async () => {
    await stage.start();
    const { double, alice, bob, channel } = stage;
    const page = await firstPage();
    const presses = [alice.presses(page, 'Share to channel'), alice.presses(page, 'Share to channel')];
    await double.until('both', () => presses.every(({ acknowledgement }) => acknowledgement));
    await double.answered(alice.presses(page, 'Share to channel', 1));
    await double.until('both', () => bob.sees(channel).length === 2);
    expect(stage.invocations.map(({ line }) => line.text)).toEqual([
      'uncertainty',
      'arxiv:2303.01',
      'arxiv:2303.02',
    ]);
    expect(alice.sees(channel)).toHaveLength(3);
  });

  test('work after a restart and on a message a week old', async () => {
    await stage.start();
    const page = await firstPage();
    stage.double.state.clock.advance(7 * 24 * 3_600_000);
    await stage.restart();
    await stage.double.answered(stage.alice.presses(page, 'Similar'));
    expect(stage.invocations.at(-1)?.line).toEqual({
      name: 'papers',
      verb: 'similar',
      text: 'arxiv:2303.01',
    });
  });

  test('carry a query longer than a custom id', async () => {
    await stage.start();
    const { double, alice, channel } = stage;
    const query = `"early exit" ${'calibrated uncertainty 🙂 '.repeat(11)}`.trim();
    const page = await double.answered(alice.types(channel, 'paper', { options: { query } }));
    await stage.restart();
    await double.answered(alice.presses(page, 'Next'));
    expect(stage.invocations.at(-1)?.line).toEqual({ name: 'paper', text: query, page: 2 });
  });

  test('whose command was too long to carry work until the bot is started again, and then say so', async () => {
    await stage.start();
    const { double, alice, channel } = stage;
    const long = { name: 'paper', text: 'x'.repeat(2_000), page: 2 };
    stage.answer = ({ reply }) =>
      reply([{ title: 'One button', buttons: [{ label: 'Next', command: long }] }]);
    const page = await double.answered(alice.types(channel, 'paper', { options: { query: 'long' } }));
    await double.answered(alice.presses(page, 'Next'));
    expect(stage.invocations.at(-1)?.line).toEqual(long);
    // As the message of a process that is no more, whose signs nobody knows.
    for (const { part } of allComponents(double.state.messages.get(page.id)?.message.components))
      if (part.label === 'Next')
        Object.assign(part, { custom_id: `${String(part.custom_id).slice(0, -1)}!` });
    const [old] = alice.sees(channel);
    const answer = await double.answered(alice.presses(old ?? page, 'Next'));
    expect(shownText(answer)).toContain('This button no longer works');
    expect(stage.invocations).toHaveLength(2);
  });
});

describe('a mention', () => {
  test('searches in a channel and in a thread, and replies there for all', async () => {
    await stage.start();
    const { double, alice, bob, channel } = stage;
    const thread = double.addThread(channel, 'reading group');
    for (const place of [channel, thread]) {
      const question = alice.says(place, `<@${double.state.bot.id}> uncertainty`);
      const answer = await double.until('a reply', () => bob.sees(place)[1]);
      expect(answer.message_reference?.message_id).toBe(question.id);
      expect(shownText(answer)).toContain('12 papers for “uncertainty”');
    }
  });

  test('runs a command too, and other messages are left alone', async () => {
    await stage.start();
    const { double, alice, bob, channel } = stage;
    alice.says(channel, 'uncertainty is hard');
    alice.says(channel, `@everyone <@${bob.id}> uncertainty`);
    alice.says(channel, `<@${double.state.bot.id}> /papers similar 2`);
    await double.until('the command', () => stage.invocations[0]);
    expect(stage.invocations.map(({ line }) => line)).toEqual([
      { name: 'papers', verb: 'similar', text: '2' },
    ]);
  });

  test("of the bot's own role is one too, and says so where Discord hides what was said", async () => {
    const { double, alice, bob, channel, guild } = stage;
    const own = double.addRole(guild, 'Paperboy', 0n);
    const other = double.addRole(guild, 'Readers', 0n);
    Object.assign(own, { managed: true, tags: { bot_id: double.state.bot.id } });
    await stage.start();
    alice.says(channel, `<@&${other.id}> uncertainty`);
    alice.says(channel, `<@&${own.id}> uncertainty`);
    const answer = await double.until('a reply', () => bob.sees(channel)[2]);
    expect(shownText(answer)).toContain('Mention me, not my role');
    expect(stage.invocations).toEqual([]);
    double.state.showsRoleMentions = true;
    alice.says(channel, `<@&${own.id}> uncertainty`);
    await double.until('the command', () => stage.invocations[0]);
    expect(stage.invocations[0]?.line).toEqual({ name: 'paper', text: 'uncertainty' });
  });

  test('is not needed in a direct message', async () => {
    await stage.start();
    const { double, alice } = stage;
    const direct = alice.opensDirect();
    alice.says(direct, 'uncertainty');
    await double.until('a reply', () => alice.sees(direct)[1]);
    expect(stage.invocations[0]?.line).toEqual({ name: 'paper', text: 'uncertainty' });
  });
});

test('a file or a forwarded message in a direct message is looked through for papers, and is no command', async () => {
  await stage.start();
  const { double, alice, bob, channel } = stage;
  const direct = alice.opensDirect();
  alice.says(direct, '', { files: ['2303.08010.pdf'] });
  alice.forwards(bob.says(channel, '/sweep'), direct);
  await double.until('both', () => stage.invocations.length === 2);
  expect(stage.invocations.map(({ line }) => line)).toEqual([
    { name: 'papers', verb: 'find', text: '2303.08010' },
    { name: 'papers', verb: 'find', text: '/sweep' },
  ]);
});

test('the message command hands over the text of the message, which the bot could not read by itself', async () => {
  await stage.start();
  const { double, alice, bob, channel } = stage;
  const message = bob.says(channel, 'have you seen arxiv.org/abs/2303.08010?');
  await double.answered(alice.uses('Find this paper', message));
  expect(stage.invocations[0]?.line).toEqual({
    name: 'papers',
    verb: 'find',
    text: 'have you seen arxiv.org/abs/2303.08010?',
  });
});

describe('reactions', () => {
  test('taken back, on messages of before the start and in direct messages, reach the bot', async () => {
    await stage.start();
    const { double, alice, bob, channel } = stage;
    const [posted] = await stage
      .discord()
      .post({ platform: 'discord', workspace: stage.guild.id, id: channel.id }, { title: 'Digest' });
    const message = bob.sees(channel).find(({ id }) => id === posted?.message.id);
    if (!message) throw new Error('Nothing was posted.');
    await stage.restart();
    bob.reacts(message, '🔖');
    bob.takesBack(message, '🔖');
    const direct = alice.opensDirect();
    alice.says(direct, 'uncertainty');
    const answer = await double.until('a reply', () => alice.sees(direct)[1]);
    await stage.restart();
    alice.reacts(answer, '🔖');
    await double.until('three reactions', () => stage.reactions.length === 3);
    expect(stage.reactions.map(({ added, member }) => [added, member.id])).toEqual([
      [true, bob.id],
      [false, bob.id],
      [true, alice.id],
    ]);
  });

  test('given again after a moderator cleared them reach the bot again', async () => {
    await stage.start();
    const { double, bob, channel } = stage;
    await stage.discord().post({ platform: 'discord', workspace: '', id: channel.id }, { title: 'Digest' });
    const message = await double.until('the post', () => bob.sees(channel)[0]);
    bob.reacts(message, '🔖');
    double.clearReactions(message);
    bob.reacts(message, '🔖');
    await double.until('two reactions', () => stage.reactions.length === 2);
    double.clearReactions(message, '🔖');
    await double.until('two clearings', () => stage.cleared.length === 2);
    const place = {
      channel: { platform: 'discord', workspace: expect.any(String), id: channel.id },
      id: message.id,
    };
    expect(stage.cleared).toEqual([{ message: place }, { message: place, emoji: '🔖' }]);
    expect(stage.reactions.every(({ added }) => added)).toBe(true);
  });

  test('of a server that removes the bot end, which the bot is told of, and of its return; not of an outage', async () => {
    await stage.start();
    const { double, guild } = stage;
    await double.until('the server', () =>
      stage.workspaces.some(([id, isThere]) => id === guild.id && isThere),
    );
    double.loseGuild(guild);
    double.removeBot(guild);
    await double.until('the removal', () => stage.workspaces.some(([, isThere]) => !isThere));
    expect(stage.workspaces.filter(([, isThere]) => !isThere)).toEqual([[guild.id, false]]);
  });

  test("to other people's messages are left alone", async () => {
    await stage.start();
    const { double, alice, bob, channel } = stage;
    bob.reacts(alice.says(channel, 'hello'), '🔖');
    await double.answered(alice.types(channel, 'paper', { options: { query: 'x' } }));
    expect(stage.reactions).toEqual([]);
  });

  test('are answered in a direct message, and quietly not at all where there is none', async () => {
    await stage.start();
    const { double, alice, channel } = stage;
    const [posted] = await stage
      .discord()
      .post({ platform: 'discord', workspace: '', id: channel.id }, { title: 'Digest' });
    const message = alice.sees(channel).find(({ id }) => id === posted?.message.id);
    if (!message) throw new Error('Nothing was posted.');
    alice.reacts(message, '🔖');
    const reaction = await double.until('the reaction', () => stage.reactions[0]);
    await reaction.reply([{ title: 'Saved' }]);
    expect(shownText(alice.sees(alice.opensDirect()))).toContain('Saved');
    double.state.unreachable.add(alice.id);
    expect(await reaction.reply([{ title: 'Saved' }])).toEqual([]);
  });
});

describe('answers', () => {
  test('tell which message shows which papers where people can react, not where only one sees it', async () => {
    await stage.start();
    const { double, alice, channel } = stage;
    const posted: unknown[] = [];
    const usual = stage.answer;
    stage.answer = async (invocation) => void posted.push(await usual(invocation));
    await double.answered(alice.types(channel, 'paper', { options: { query: 'x' } }));
    await double.answered(alice.types(channel, 'papers', { verb: 'share', options: { paper: '1' } }));
    await double.until('both', () => posted.length === 2);
    expect(posted).toEqual([[], [expect.objectContaining({ papers: ['arxiv:2303.01'] })]]);
  });

  test('of several cards come in one private message, or in one public message each', async () => {
    await stage.start();
    const { double, alice, bob, channel } = stage;
    stage.answer = ({ reply }) => reply([{ title: 'One' }, { title: 'Two' }]);
    await double.answered(alice.types(channel, 'paper', { options: { query: 'x' } }));
    expect(alice.sees(channel)).toHaveLength(1);
    alice.types(channel, 'papers', { verb: 'share', options: { paper: '1' } });
    await double.until('two public messages', () => bob.sees(channel).length === 2);
  });

  test('carry a file for the asker alone, and lose it when another page takes their place', async () => {
    await stage.start();
    const { double, alice, bob, channel } = stage;
    const content = '@misc{a,\n  title = {Ünïcode 🔖}\n}\n';
    const file = { name: 'papers.bib', type: 'application/x-bibtex', content };
    const next = { label: 'Next', command: { name: 'paper', text: 'x', page: 2 }, replaces: true } as const;
    stage.answer = ({ line, reply }) =>
      reply([{ title: 'Export', buttons: [next], ...(line.page === 2 ? {} : { file }) }]);
    const answer = await double.answered(alice.types(channel, 'paper', { options: { query: 'x' } }));
    expect(alice.opens(answer, 'papers.bib')).toBe(content);
    expect(bob.sees(channel)).toEqual([]);
    await double.answered(alice.presses(answer, 'Next'));
    expect(alice.sees(channel)[0]?.attachments).toEqual([]);
    const direct = await stage
      .discord()
      .openDirect({ platform: 'discord', workspace: stage.guild.id, id: alice.id });
    await stage.discord().post(direct, { title: 'Export', file });
    const [posted] = alice.sees(alice.opensDirect());
    expect(posted && alice.opens(posted, 'papers.bib')).toBe(content);
  });

  test('carry a file also where another HTTP library has made itself the one for all', async () => {
    const before = getGlobalDispatcher();
    const other = new Agent();
    setGlobalDispatcher(other);
    onTestFinished(async () => {
      setGlobalDispatcher(before);
      await other.close();
    });
    await stage.start();
    const { double, alice, channel } = stage;
    const file = { name: 'papers.bib', type: 'application/x-bibtex', content: '@misc{a}' };
    stage.answer = ({ reply }) => reply([{ title: 'Export', file }]);
    const answer = await double.answered(alice.types(channel, 'paper', { options: { query: 'x' } }));
    expect(alice.opens(answer, 'papers.bib')).toBe('@misc{a}');
  });

  test('in a form that Discord refuses come as plain text, and so do posts and replies', async () => {
    await stage.start();
    const { double, alice, bob, channel } = stage;
    const refused = {
      status: 400,
      body: { code: 50035, message: 'Invalid Form Body', errors: { components: { _errors: [] } } },
    };
    double.faults.add(/PATCH .webhooks/, refused);
    const answer = await double.answered(alice.types(channel, 'paper', { options: { query: 'x' } }));
    expect(shownText(answer)).toContain('Paper 1 on uncertainty');
    expect(allComponents(answer.components).map(({ part }) => part.type)).toEqual([17, 10]);
    double.faults.add(/POST .channels/, refused);
    await stage.discord().post({ platform: 'discord', workspace: '', id: channel.id }, { title: 'Digest' });
    double.faults.add(/POST .channels/, refused);
    alice.says(channel, `<@${double.state.bot.id}> uncertainty`);
    await double.until('a reply', () => bob.sees(channel)[2]);
    stage.answer = ({ reply }) => reply([{ title: 'One' }, { title: 'Two' }]);
    double.faults.add(/POST .webhooks/, refused);
    alice.types(channel, 'papers', { verb: 'share', options: { paper: '1' } });
    await double.until('both', () => shownText(bob.sees(channel)).includes('Two'));
    expect(stage.lines.filter((line) => line.includes('is sent as plain text'))).toHaveLength(4);
  });

  test('that fail end in an apology instead of endless thinking', async () => {
    await stage.start();
    const { double, alice, channel } = stage;
    stage.answer = () => Promise.reject(new Error('broken'));
    const answer = await double.answered(alice.types(channel, 'paper', { options: { query: 'x' } }));
    expect(shownText(answer)).toContain(`incident ${INCIDENT}`);
  });

  test('that fail in part, on a pressed page or to a mention are apologised for beside what is there', async () => {
    await stage.start();
    const { double, alice, bob, channel } = stage;
    const page = await double.answered(alice.types(channel, 'paper', { options: { query: 'x' } }));
    const rejected = { status: 400, body: { code: 200000, message: 'Blocked by AutoMod' } };
    const apologies = () => alice.sees(channel).filter((one) => shownText(one).includes(String(INCIDENT)));
    double.faults.add(/PATCH .webhooks/, rejected);
    alice.presses(page, 'Next');
    await double.until('an apology', () => apologies().length === 1);
    expect(shownText(alice.sees(channel)[0] ?? {})).toContain('-# 1–5 of 12');
    stage.answer = async ({ reply }) => reply([{ title: 'One' }, { title: 'Two' }]);
    double.faults.add(/POST .webhooks/, rejected);
    alice.types(channel, 'papers', { verb: 'share', options: { paper: '1' } });
    await double.until('another', () => apologies().length === 2);
    const before = bob.sees(channel).length;
    double.faults.add(/POST .channels/, rejected);
    alice.says(channel, `<@${double.state.bot.id}> uncertainty`);
    await double.until('a reply', () => apologies().length === 3);
    expect(bob.sees(channel).slice(before)).toHaveLength(2);
  });

  test('to what cannot be read are an apology, with the reason in the log', async () => {
    await stage.start();
    const { double, alice, bob, channel } = stage;
    const odd = bob.says(channel, 'odd');
    Object.assign(double.state.messages.get(odd.id)?.message ?? {}, { embeds: [null] });
    const answer = await double.answered(alice.uses('Find this paper', odd));
    const [, incident = ''] = /incident (\d+)/u.exec(shownText(answer)) ?? [];
    expect(bob.sees(channel)).toHaveLength(1);
    expect(stage.lines.join('\n')).toMatch(new RegExp(`error Incident ${incident}: .*TypeError`, 'u'));
  });

  test('that nobody waits for leave the place of a failure in the log', async () => {
    await stage.start();
    const { double, alice, guild, channel } = stage;
    const ids = { user_id: alice.id, channel_id: channel.id, message_id: channel.id, guild_id: guild.id };
    double.world.dispatch('MESSAGE_REACTION_ADD', { ...ids, emoji: null });
    const line = await double.until('a line', () => stage.lines.find((one) => one.startsWith('error')));
    expect(line).toMatch(/^error Discord: something went wrong: TypeError\n {4}at .*read-message/u);
  });

  test('come where Discord does not take the form to be shown first', async () => {
    stage.form = async () => ({
      ...{ title: 'Note', submit: 'Save' },
      fields: [{ name: 'note', label: 'Note', required: false }],
    });
    await stage.start();
    const { double, alice, channel } = stage;
    double.faults.add(/callback/, { status: 400, body: { code: 50035, message: 'Invalid Form Body' } });
    const asked = alice.types(channel, 'papers', { verb: 'note', options: { paper: '1' } });
    expect(shownText(await double.answered(asked))).toContain('12 papers');
    expect(stage.lines.join('\n')).toContain('/papers note could not be acknowledged');
  });

  test('use nothing but components, which every reader sees alike', async () => {
    await stage.start();
    const { double, alice, channel } = stage;
    const answer = await double.answered(alice.types(channel, 'paper', { options: { query: 'x' } }));
    expect(Number(answer.flags) & MessageFlags.IsComponentsV2).toBeTruthy();
    expect(Number(answer.flags) & MessageFlags.Ephemeral).toBeTruthy();
  });
});
