import type { APIContainerComponent, APIMessageComponentInteraction } from 'discord.js';
import type { Button } from '../../../core/chat/card.ts';
import { changeButtonId } from '../render/button-id.ts';
import { renderButton } from '../render/render.ts';
import type { Content } from '../send/body.ts';
import { listParts } from './shown-text.ts';

/** The message of a pressed button with another in its place; undefined where its command does not fit there. */
export function turnButton(
  { message, data }: Pick<APIMessageComponentInteraction, 'message' | 'data'>,
  button: Button,
): Content | undefined {
  const id = changeButtonId(data.custom_id, button);
  if (id === undefined) return undefined;
  const turn = (part: object): object => {
    if ('custom_id' in part && part.custom_id === data.custom_id)
      return { ...part, ...renderButton(button, id) };
    return 'components' in part ? { ...part, components: listParts(part.components).map(turn) } : part;
  };
  return { components: listParts(message.components).map(turn) as APIContainerComponent[], files: [] };
}
