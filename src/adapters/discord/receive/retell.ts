import { type APIInteraction, type APIMessageComponentInteraction, InteractionType } from 'discord.js';
import type { Card } from '../../../core/chat/card.ts';
import { changeEndnote } from '../render/endnote.ts';
import type { Responder } from '../send/responder.ts';

/** The press of a button; undefined for anything else. */
export function readPress(interaction: APIInteraction): APIMessageComponentInteraction | undefined {
  return interaction.type === InteractionType.MessageComponent ? interaction : undefined;
}

/** Leaves the pressed message as it is, or tells on it how many have saved its only paper now. */
export async function retell(
  { message, data }: APIMessageComponentInteraction,
  retold: Card['retold'],
  responder: Responder,
): Promise<void> {
  const components = retold && changeEndnote(message.components ?? [], data.custom_id, retold.endnote);
  if (components === undefined) return responder.leave();
  // Where Discord does not take it, the number is an old one.
  await responder.show({ components, files: [] }).catch(() => responder.leave());
}
