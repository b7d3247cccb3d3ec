import {
  type APIContainerComponent,
  type APIMessageTopLevelComponent,
  type APIModalSubmitInteraction,
  ComponentType,
  MessageFlags,
} from 'discord.js';
import { isPart, type Part } from '../../../core/chat/preview/json.ts';
import type { Preview } from '../../../core/chat/preview/preview.ts';
import { listIds } from '../receive/custom-ids.ts';
import { readAnswers, renderForm, writeFormId } from '../receive/form.ts';
import { changeButtonId, readButtonId } from '../render/button-id.ts';
import { renderButton } from '../render/controls.ts';
import { changeEndnote } from '../render/endnote.ts';
import { renderCard, renderTogether } from '../render/render.ts';
import { listComponents } from './controls.ts';
import { findFaults } from './faults.ts';

/** Discord's messages and forms without Discord. */
export const discordPreview: Preview = {
  name: 'discord',
  title: 'Discord',

  drawMessages: (cards, isPrivate) =>
    (isPrivate ? renderTogether(cards) : cards.flatMap(renderCard)).map(({ components, files, papers }) => ({
      payload: writePayload(components),
      files,
      papers,
    })),

  readPress: (payload, id, chosen) => readButtonId(chosen ?? id, listIds([payload])),

  turnButton(payload, id, button) {
    const changed = changeButtonId(id, button);
    if (changed === undefined) return undefined;
    return turn(payload, (part) =>
      part.custom_id === id ? { ...part, ...renderButton(button, changed) } : part,
    );
  },

  changeEndnote(payload, id, endnote) {
    const { components } = payload as { readonly components?: readonly APIMessageTopLevelComponent[] };
    const changed = changeEndnote(components ?? [], id, endnote);
    return changed && writePayload(changed);
  },

  drawForm: (form, line) => renderForm(form, writeFormId(line)),

  readAnswers(form, texts) {
    const components = listComponents(form)
      .filter(({ custom_id }) => typeof custom_id === 'string')
      .map(({ type, custom_id }) => {
        const text = texts[String(custom_id)] ?? '';
        return { type: ComponentType.Label, component: { type, custom_id, value: text, values: [text] } };
      });
    // As Discord hands in what it was shown.
    return readAnswers({ data: { components } } as unknown as APIModalSubmitInteraction);
  },

  fieldOf: (control) => control,

  findFaults,
};

function writePayload(components: readonly APIContainerComponent[]): object {
  return { flags: MessageFlags.IsComponentsV2, components };
}

/** The payload with each of its parts changed. */
function turn(value: object, change: (part: Part) => Part): object {
  const inner = Object.entries(value).map(([key, one]) => {
    if (Array.isArray(one)) return [key, one.map((part) => (isPart(part) ? turn(part, change) : part))];
    return [key, isPart(one) ? turn(one, change) : one];
  });
  return change(Object.fromEntries(inner));
}
