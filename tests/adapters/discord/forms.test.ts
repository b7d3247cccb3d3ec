import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Form } from '../../../src/core/chat/command.ts';
import { readOptions } from '../../../src/core/chat/options.ts';
import { COMMANDS, type Stage, setStage, shownText } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
  stage.form = async ({ line }) => noteForm(readOptions(line.text, options).options.note);
});

afterEach(async () => {
  await stage.end();
  expect(stage.double.violations).toEqual([]);
});

const options = COMMANDS.find(({ verb }) => verb === 'note')?.options;

const noteForm = (note = ''): Form => ({
  title: 'Note on a paper',
  submit: 'Save',
  fields: [
    {
      name: 'note',
      label: 'Note',
      hint: 'Only you see it',
      value: note,
      required: false,
      long: true,
    },
    {
      name: 'mood',
      label: 'How good is it?',
      value: 'good',
      required: true,
      choices: [
        { label: 'Good', value: 'good' },
        { label: 'Bad', value: 'bad' },
      ],
    },
  ],
});

/** Types the command that asks, and yields it once its form is shown. */
async function askForForm(paper = '2303.08010') {
  const { double, alice, channel } = stage;
  const asked = alice.types(channel, 'papers', { verb: 'note', options: { paper } });
  await double.until('the form', () => asked.modal);
  return asked;
}

const read = (text = '') => readOptions(text, options);

describe('a command that asks', () => {
  test('shows its form first, and runs with the answers once it is handed in', async () => {
    await stage.start();
    const { double, alice, bob, channel } = stage;
    const asked = await askForForm();
    expect(asked.modal).toMatchObject({
      title: 'Note on a paper',
      components: [
        { label: 'Note', description: 'Only you see it', component: { type: 4, style: 2, required: false } },
        { label: 'How good is it?', component: { type: 3, options: [{ default: true }, {}] } },
      ],
    });
    expect(stage.invocations).toEqual([]);
    const note = 'Read “this”:\n"soon" \\ today';
    await double.answered(alice.submits(asked, { note, mood: 'bad' }));
    const { line } = stage.invocations[0] ?? {};
    expect(line).toMatchObject({ name: 'papers', verb: 'note' });
    expect(read(line?.text)).toEqual({ text: '2303.08010', options: { note, mood: 'bad' } });
    expect(alice.sees(channel)).toHaveLength(1);
    expect(bob.sees(channel)).toHaveLength(0);
  });

  test('shows what is there already, which can be emptied', async () => {
    await stage.start();
    const { double, alice, channel } = stage;
    const typed = { paper: '1', note: 'An old note' };
    const asked = alice.types(channel, 'papers', { verb: 'note', options: typed });
    await double.until('the form', () => asked.modal);
    await double.answered(alice.submits(asked, {}));
    await double.answered(alice.submits(asked, { note: '' }));
    const notes = stage.invocations.map(({ line }) => read(line.text).options.note);
    expect(notes).toEqual(['An old note', '']);
  });

  test('runs as it is where the bot has nothing to ask, or takes too long to know', async () => {
    await stage.start();
    const { double, alice, channel } = stage;
    for (const form of [async () => undefined, () => new Promise<undefined>(() => {})]) {
      stage.form = form;
      const asked = alice.types(channel, 'papers', { verb: 'note', options: { paper: '1' } });
      await double.answered(asked);
      expect(asked.acknowledgement?.type).toBe(5);
    }
    expect(stage.invocations).toHaveLength(2);
  });

  test('asks when its button is pressed, and the answer stands where the button says', async () => {
    await stage.start();
    const { double, alice, channel } = stage;
    const note = { name: 'papers', verb: 'note', text: `arxiv:2303.08010 ${'long '.repeat(20)}` };
    stage.answer = ({ line, reply }) =>
      reply([
        {
          title: line.verb === 'note' ? 'Noted' : 'Your list',
          buttons: [
            { label: 'Note', command: note, replaces: true },
            { label: 'Note beside', command: note },
          ],
        },
      ]);
    const list = await double.answered(alice.types(channel, 'paper', { options: { query: 'x' } }));
    const pressed = alice.presses(list, 'Note');
    await double.until('the form', () => pressed.modal);
    await stage.restart();
    await double.answered(alice.submits(pressed, { note: 'N' }));
    await double.until('the answer', () => shownText(alice.sees(channel)).includes('Noted'));
    expect(alice.sees(channel)).toHaveLength(1);
    const beside = alice.presses(alice.sees(channel)[0] ?? list, 'Note beside');
    await double.until('the form', () => beside.modal);
    await double.answered(alice.submits(beside, { note: 'M' }));
    expect(alice.sees(channel)).toHaveLength(2);
    const texts = stage.invocations.slice(1).map(({ line }) => read(line.text));
    expect(texts).toEqual(
      ['N', 'M'].map((one) => ({ text: note.text.trim(), options: { note: one, mood: 'good' } })),
    );
  });
});

describe('a form handed in', () => {
  test('after a restart runs its command, or gives the answers back where it was too long to be kept', async () => {
    await stage.start();
    const { double, alice } = stage;
    const short = await askForForm('1');
    const long = await askForForm('a title of many words '.repeat(12).trim());
    await double.answered(alice.submits(long, { note: 'before' }));
    await stage.restart();
    await double.answered(alice.submits(short, { note: 'kept' }));
    // The tests' process goes on: the sign of a text is of another start where it is one that nobody wrote.
    const { modal } = long;
    if (modal === undefined) throw new Error('There is no form.');
    const ofBefore = {
      ...long,
      modal: { ...modal, custom_id: String(modal.custom_id).replace(/#.*/, '#before') },
    };
    const answer = await double.answered(alice.submits(ofBefore, { note: 'My long thoughts' }));
    expect(shownText(answer)).toContain('This form no longer works');
    expect(shownText(answer)).toContain('note: My long thoughts');
    expect(stage.invocations.map(({ line }) => read(line.text).options.note)).toEqual(['before', 'kept']);
  });

  test('by someone who may not manage says so', async () => {
    await stage.start();
    const { double, alice } = stage;
    await double.answered(alice.submits(await askForForm(), {}));
    expect(await stage.invocations[0]?.mayManage()).toBe(false);
  });

  test('with hostile words is shown and read as it is', async () => {
    const hostile = 'x"] custom_id:} **@everyone** \u202Eabc ~0,9|=';
    await stage.start();
    stage.form = async () => ({
      title: `${hostile} `.repeat(9),
      submit: 'Save',
      fields: [
        { name: 'note', label: hostile.repeat(9), hint: hostile.repeat(9), value: hostile, required: true },
      ],
    });
    const { double, alice } = stage;
    await double.answered(alice.submits(await askForForm(hostile), {}));
    expect(read(stage.invocations[0]?.line.text)).toEqual({ text: hostile, options: { note: hostile } });
  });
});
