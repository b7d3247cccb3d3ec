import { randomUUID } from 'node:crypto';
import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmitInteraction,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import { LRUCache } from 'lru-cache';
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

/**
 * Custom ids of forms for typed commands. A form carries its command as a button does; one too long for that is kept
 * here, for as long as people take to fill in a form.
 */
export type FormIds = {
  write(line: CommandLine): string;
  /** Undefined for a long command of before the last start. */
  read(id: string): CommandLine | undefined;
};

export function createFormIds(limit = 1_000): FormIds {
  const kept = new LRUCache<string, CommandLine>({ max: limit });
  return {
    write(line) {
      const [id = ''] = writeButtonIds([{ label: '', command: line }]);
      if (readButtonId(id, [id]) !== undefined) return id;
      const token = `#${randomUUID()}`;
      kept.set(token, line);
      return token;
    },
    read: (id) => kept.get(id) ?? readButtonId(id, [id])?.line,
  };
}
