import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmitInteraction,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { Field, Form } from '../../core/chat/contract.ts';
import { cleanLine } from './clean-text.ts';
import { clip } from './clip.ts';
import { LIMITS } from './limits.ts';

/** A form as Discord's modal; the button that hands it in is Discord's own. https://docs.discord.com/developers/components/reference#label */
export function renderForm(form: Form, id: string): APIModalInteractionResponseCallbackData {
  return {
    custom_id: id,
    title: clip(cleanLine(form.title), LIMITS.formTitle),
    components: form.fields.slice(0, LIMITS.fields).map(renderField),
  };
}

function renderField(field: Field): APILabelComponent {
  const label = clip(cleanLine(field.label), LIMITS.fieldLabel);
  const hint = clip(cleanLine(field.hint ?? ''), LIMITS.hint);
  return {
    type: ComponentType.Label,
    label,
    ...(hint === '' ? {} : { description: hint }),
    component: renderInput(field),
  };
}

function renderInput({ name, value = '', required, choices = [], long }: Field): APIComponentInLabel {
  const isSelect =
    choices.length > 0 &&
    choices.length <= LIMITS.choices &&
    choices.every((choice) => choice.value !== '' && choice.value.length <= LIMITS.choice);
  if (isSelect) {
    const options = choices.map((choice) => ({
      label: clip(cleanLine(choice.label), LIMITS.choice),
      value: choice.value,
      ...(choice.value === value ? { default: true } : {}),
    }));
    return { type: ComponentType.StringSelect, custom_id: name, required, options };
  }
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required,
    ...(value === '' ? {} : { value: value.slice(0, LIMITS.answer) }),
  };
}

/** What was handed in, by the names of the fields; '' for what was left empty. */
export function readAnswers({ data }: APIModalSubmitInteraction): Readonly<Record<string, string>> {
  const inputs = data.components.flatMap((part) => (part.type === ComponentType.Label ? part.component : []));
  return Object.fromEntries(
    inputs.flatMap((input) => {
      if (input.type === ComponentType.TextInput) return [[input.custom_id, input.value]];
      return input.type === ComponentType.StringSelect ? [[input.custom_id, input.values[0] ?? '']] : [];
    }),
  );
}
