import type { APIContainerComponent, APIMessageComponentInteraction } from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { Button } from '../../../core/chat/card.ts';
import { changeButtonId } from '../render/button-id.ts';
import { renderButton } from '../render/controls.ts';
import type { Content } from '../send/body.ts';
import { listParts } from './shown-text.ts';

/** Yields the message of a pressed button with another in its place; undefined where its command does not fit there. */
export type TurnButton = (
  pressed: Pick<APIMessageComponentInteraction, 'message' | 'data'>,
  button: Button,
) => Content | undefined;

/** Milliseconds in which a message may be pressed as it was before what came of another press. */
const LATE = 60_000;

type Turned = { readonly id: string; readonly button: Button };

/** Discord hands over a message as it was at the press: what earlier presses came to is not to be undone by a later one. */
export function createButtonTurner(): TurnButton {
  const lately = new LRUCache<string, ReadonlyMap<string, Turned>>({ max: 1_000, ttl: LATE });
  return ({ message, data }, button) => {
    const id = changeButtonId(data.custom_id, button);
    if (id === undefined) return undefined;
    const turned = new Map(lately.get(message.id)).set(data.custom_id, { id, button });
    // What it was turned to before holds no more.
    turned.delete(id);
    lately.set(message.id, turned);
    const turn = (part: object): object => {
      const now = 'custom_id' in part ? turned.get(String(part.custom_id)) : undefined;
      if (now !== undefined) return { ...part, ...renderButton(now.button, now.id) };
      return {
        ...part,
        ...('components' in part ? { components: listParts(part.components).map(turn) } : {}),
        ...('accessory' in part ? { accessory: listParts([part.accessory]).map(turn)[0] } : {}),
      };
    };
    return { components: listParts(message.components).map(turn) as APIContainerComponent[], files: [] };
  };
}
