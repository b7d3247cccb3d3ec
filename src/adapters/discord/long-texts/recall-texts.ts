import type { APIInteraction } from 'discord.js';
import { InteractionType } from 'discord.js';
import { within } from '../../../core/async/within.ts';
import type { LongTexts } from '../../../core/chat/command-line.ts';
import { listIds } from '../receive/custom-ids.ts';
import { learnLongText, listUnknownSigns } from '../render/button-id.ts';

/** Milliseconds of the three seconds that a press has. */
const RECALLED_WITHIN = 1_500;

/** Learns the long texts behind what was pressed or handed in, which another process may have shown. Never rejects. */
export async function recallTexts(
  interaction: APIInteraction,
  texts: Pick<LongTexts, 'find'>,
): Promise<void> {
  const { MessageComponent, ModalSubmit } = InteractionType;
  if (interaction.type !== MessageComponent && interaction.type !== ModalSubmit) return;
  const { data, message } = interaction;
  const chosen = 'values' in data ? data.values : [];
  const signs = listUnknownSigns([data.custom_id, ...chosen, ...listIds(message?.components)]);
  if (signs.length === 0) return;
  // Where it cannot be asked, the button is one that cannot be read.
  const finding = texts.find(signs).catch(() => undefined);
  for (const [sign, text] of (await within(RECALLED_WITHIN, finding, undefined)) ?? [])
    learnLongText(sign, text);
}
