import type { types, ViewStateValue } from '@slack/bolt';
import type { Choice, Field, Form } from '../../core/chat/contract.ts';
import { clip, makeSafe, makeSafeLine } from './clip.ts';
import { type FormContext, writeFormContext } from './form-context.ts';
import { LIMITS } from './limits.ts';
import { plainText } from './part.ts';

/** The names by which a form's events are known again. */
export const FORM_VIEW = 'form';
export const FIELD = /^field:/u;

/** A form as Slack's modal; undefined where it is too long for one. */
export function renderForm(
  { title, submit, fields }: Form,
  context: Omit<FormContext, 'filled'>,
): types.ModalView | undefined {
  const filled = fields.filter(({ value = '' }) => value !== '').map(({ name }) => name);
  const metadata = writeFormContext({ ...context, filled });
  if (metadata === undefined || fields.some(({ value = '' }) => value.length > LIMITS.input))
    return undefined;
  return {
    type: 'modal',
    callback_id: FORM_VIEW,
    title: plainText(oneLine(title, LIMITS.viewTitle)),
    submit: plainText(oneLine(submit, LIMITS.viewTitle)),
    close: plainText('Cancel'),
    private_metadata: metadata,
    blocks: fields.map(renderField),
  };
}

function renderField(field: Field): types.InputBlock {
  const { name, label, hint = '', required } = field;
  return {
    type: 'input',
    block_id: `field:${name}`,
    label: plainText(oneLine(label, LIMITS.label)),
    ...(hint.trim() !== '' && { hint: plainText(oneLine(hint, LIMITS.label)) }),
    optional: !required,
    element: renderElement(field),
  };
}

function renderElement({ name, value = '', choices, completes, long }: Field): types.InputBlock['element'] {
  const action_id = `field:${name}`;
  if (choices !== undefined && choices.length > 0) {
    const options = choices.slice(0, LIMITS.options).map(renderChoice);
    const initial = options.find((option) => option.value === value);
    return { type: 'static_select', action_id, options, ...(initial && { initial_option: initial }) };
  }
  // What is in a select cannot be longer than its options may be.
  if (completes && value.length <= LIMITS.optionValue)
    return {
      type: 'external_select',
      action_id,
      min_query_length: 1,
      placeholder: plainText('Type to choose'),
      ...(value !== '' && { initial_option: renderChoice({ label: value, value }) }),
    };
  return {
    type: 'plain_text_input',
    action_id,
    multiline: long === true,
    max_length: LIMITS.input,
    ...(value !== '' && { initial_value: makeSafe(value) }),
  };
}

function renderChoice({ label, value }: Choice): types.PlainTextOption {
  return { text: plainText(oneLine(label, LIMITS.optionText)), value };
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
  return clip(makeSafeLine(text).trim(), limit) || '…';
}
