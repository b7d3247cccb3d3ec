import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmitInteraction,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { CommandLine } from '../../../core/chat/card.ts';
import type { Form, FormField } from '../../../core/chat/command.ts';
import { cleanLine } from '../../../core/text/clean-text.ts';
import { clipText, cutText } from '../../../core/text/clip-text.ts';
import { LIMITS } from '../limits.ts';
import { readButtonId, writeButtonIds } from '../render/button-id.ts';

/** A form as Discord's modal; the button that hands it in is Discord's own. https://docs.discord.com/developers/components/reference#label */
export function renderForm(form: Form, id: string): APIModalInteractionResponseCallbackData {
  return {
    custom_id: id,
    title: clipText(cleanLine(form.title), LIMITS.formTitle),
    components: form.fields.slice(0, LIMITS.fields).map(renderField),
  };
}

function renderField(field: FormField): APILabelComponent {
  const label = clipText(cleanLine(field.label), LIMITS.fieldLabel);
  const hint = clipText(cleanLine(field.hint ?? ''), LIMITS.hint);
  return {
    type: ComponentType.Label,
    label,
    ...(hint === '' ? {} : { description: hint }),
    component: renderInput(field),
  };
}

function renderInput({ name, value = '', required, choices = [], long }: FormField): APIComponentInLabel {
  const isSelect =
    choices.length > 0 &&
    choices.length <= LIMITS.choices &&
    choices.every((choice) => choice.value !== '' && choice.value.length <= LIMITS.choice);
  if (isSelect) {
    const options = choices.map((choice) => ({
      label: clipText(cleanLine(choice.label), LIMITS.choice),
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
    ...(value === '' ? {} : { value: cutText(value, LIMITS.answer) }),
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

/** The custom id of the form for a typed command: it carries the command as a button does. */
export function writeFormId(line: CommandLine): string {
  const [id = ''] = writeButtonIds([{ label: '', command: line }]);
  return id;
}

/** The command of a form; undefined for a long one that is forgotten. */
export function readFormId(id: string): CommandLine | undefined {
  return readButtonId(id, [id])?.line;
}
