import { type APIContainerComponent, type APIMessageTopLevelComponent, ComponentType } from 'discord.js';
import type { MarkedText } from '../../../core/text/marked-text.ts';
import { writeSmallLine } from './facts.ts';

/** The small line under the only paper of a message is found again by this id, which no other component has. */
export const ENDNOTE = 1_000;

/**
 * The components of a message with this line under its only paper; undefined where it says that already, and where the button of this
 * custom id is not in the row under that paper.
 */
export function changeEndnote(
  components: readonly APIMessageTopLevelComponent[],
  pressed: string,
  endnote: MarkedText,
): readonly APIContainerComponent[] | undefined {
  const content = writeSmallLine(endnote);
  let isChanged = false;
  const changed = components.flatMap((container): readonly APIContainerComponent[] => {
    // A message of this bot has no others.
    if (container.type !== ComponentType.Container) return [];
    const before = container.components.find(({ id }) => id === ENDNOTE);
    const others = container.components.filter((part) => part !== before);
    const row = others.findIndex(
      (part) =>
        part.type === ComponentType.ActionRow &&
        part.components.some((control) => 'custom_id' in control && control.custom_id === pressed),
    );
    const told = before?.type === ComponentType.TextDisplay ? before.content : '';
    if (row === -1 || told === content) return [container];
    isChanged = true;
    const line = { type: ComponentType.TextDisplay as const, id: ENDNOTE, content };
    const parts = [...others.slice(0, row), ...(content === '' ? [] : [line]), ...others.slice(row)];
    return [{ ...container, components: parts }];
  });
  return isChanged ? changed : undefined;
}
