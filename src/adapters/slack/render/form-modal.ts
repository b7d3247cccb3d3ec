import type { types, ViewStateValue } from '@slack/bolt';
import type { CommandLine } from '../../../core/chat/card.ts';
import type { Choice, Form, FormField } from '../../../core/chat/command.ts';
import { cleanLine, cleanText } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { LIMITS } from '../limits.ts';
import { readJson, readRecord } from '../receive/json.ts';
import type { Manner } from '../send/answer.ts';
import type { Place } from '../send/send.ts';
import { readLine } from './button-value.ts';
import { plainTextObject } from './message-parts.ts';

/** The names by which a form's events are known again. */
export const FORM_VIEW = 'form';
export const FIELD = /^field:/u;

/** A form as Slack's modal; undefined where it is too long for one. */
export function renderForm(form: Form, context: Omit<FormContext, 'filled'>): types.ModalView | undefined {
  const { title, submit } = form;
  const fields = fieldsOf(form);
  const filled = fields.filter(({ value = '' }) => value !== '').map(({ name }) => name);
  const metadata = writeFormContext({ ...context, filled });
  if (metadata === undefined || fields.some(({ value = '' }) => value.length > LIMITS.input))
    return undefined;
  return {
    type: 'modal',
    callback_id: FORM_VIEW,
    title: plainTextObject(oneLine(title, LIMITS.viewTitle)),
    submit: plainTextObject(oneLine(submit, LIMITS.viewTitle)),
    close: plainTextObject('Cancel'),
    private_metadata: metadata,
    blocks: fields.map(renderField),
  };
}

/** All fields that a form has here, where there is room for more than five. */
export function fieldsOf({ fields, more = [] }: Form): readonly FormField[] {
  return [...fields, ...more];
}

/** A window that says something and asks nothing. */
export function renderNotice(title: string, text: string): types.ModalView {
  return {
    type: 'modal',
    title: plainTextObject(oneLine(title, LIMITS.viewTitle)),
    close: plainTextObject('Close'),
    blocks: [{ type: 'section', text: plainTextObject(clipText(cleanText(text), LIMITS.input)) }],
  };
}

/** The block in which a field of a form stands. */
export function blockOf(field: string): string {
  return `field:${field}`;
}

function renderField(field: FormField): types.InputBlock {
  const { name, label, hint = '', required } = field;
  return {
    type: 'input',
    block_id: blockOf(name),
    label: plainTextObject(oneLine(label, LIMITS.label)),
    ...(hint.trim() !== '' && { hint: plainTextObject(oneLine(hint, LIMITS.label)) }),
    optional: !required,
    element: renderElement(field),
  };
}

function renderElement({
  name,
  value = '',
  choices,
  completes,
  group,
  long,
}: FormField): types.InputBlock['element'] {
  const action_id = `field:${name}`;
  // A group that is not among those offered is typed.
  const isOffered = !group || value === '' || choices?.some((choice) => choice.value === value) === true;
  if (choices !== undefined && choices.length > (group ? 1 : 0) && isOffered) {
    const options = choices.slice(0, LIMITS.options).map(renderChoice);
    const initial = options.find((option) => option.value === value);
    return { type: 'static_select', action_id, options, ...(initial && { initial_option: initial }) };
  }
  // What is in a select cannot be longer than its options may be.
  if (completes && value.length <= LIMITS.optionValue)
    return {
      type: 'external_select',
      action_id,
      min_query_length: 0,
      placeholder: plainTextObject('Type to choose'),
      ...(value !== '' && { initial_option: renderChoice({ label: value, value }) }),
    };
  return {
    type: 'plain_text_input',
    action_id,
    multiline: long === true,
    max_length: LIMITS.input,
    ...(value !== '' && { initial_value: cleanText(value) }),
  };
}

function renderChoice({ label, value }: Choice): types.PlainTextOption {
  return { text: plainTextObject(oneLine(label, LIMITS.optionText)), value };
}

/** What was filled in, by the fields' names; fields that were empty and stayed so are left out. */
export function readAnswers(
  values: { readonly [block: string]: { readonly [action: string]: ViewStateValue } },
  { filled }: Pick<FormContext, 'filled'>,
): Readonly<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const [block, actions] of Object.entries(values)) {
    const name = block.replace(FIELD, '');
    const state = actions[block];
    const answer = (state?.selected_option?.value ?? state?.value ?? '').trim();
    if (answer !== '' || filled.includes(name)) answers[name] = answer;
  }
  return answers;
}

function oneLine(text: string, limit: number): string {
  return clipText(cleanLine(text), limit) || '…';
}

/** What a form keeps until it is handed in. */
export type FormContext = {
  /** Where it was drawn: Slack need not tell when it is handed in. */
  readonly workspace?: string;
  readonly line: CommandLine;
  readonly place: Omit<Place, 'workspace' | 'user'>;
  /** How the answer is seen; as the command declares where absent. */
  readonly manner?: Manner;
  /** The fields that had a value: emptied, they are an answer too. */
  readonly filled: readonly string[];
};

/** As the modal keeps it; undefined where that is longer than Slack takes. */
function writeFormContext(context: FormContext): string | undefined {
  const written = JSON.stringify(context);
  return written.length <= LIMITS.privateMetadata ? written : undefined;
}

/** Reads it again; undefined for a modal that this bot did not write. */
export function readFormContext(metadata: string): FormContext | undefined {
  const { line: written, place, manner, filled } = readRecord(readJson(metadata));
  const line = readLine(readRecord(written));
  const { channel, channelName, group, threadTs, responseUrl, pressed, home } = readRecord(place);
  if (line === undefined || typeof channel !== 'string' || !Array.isArray(filled)) return undefined;
  const { ts, ephemeral } = readRecord(pressed);
  return {
    line,
    place: {
      channel,
      ...(typeof channelName === 'string' && { channelName }),
      ...(group === true && { group }),
      ...(typeof threadTs === 'string' && { threadTs }),
      ...(typeof responseUrl === 'string' && { responseUrl }),
      ...(typeof ts === 'string' && { pressed: { ts, ephemeral: ephemeral === true } }),
      ...(typeof home === 'string' && { home }),
    },
    ...((manner === 'private' || manner === 'public' || manner === 'replacing') && { manner }),
    filled: filled.filter((name) => typeof name === 'string'),
  };
}
