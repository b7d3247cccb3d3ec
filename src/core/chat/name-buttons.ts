import type { Button, Card } from './card.ts';

/** Cards whose buttons name commands as they are called here: with the prefix. */
export function nameButtons(cards: readonly Card[], prefix: string): readonly Card[] {
  if (prefix === '') return cards;
  const name = (button: Button): Button => {
    const { command } = button;
    return { ...button, command: { ...command, name: `${prefix}${command.name}` } };
  };
  return cards.map((card) => ({
    ...nameIn(card, name),
    ...(card.pressed === undefined ? {} : { pressed: name(card.pressed) }),
    ...(card.items === undefined ? {} : { items: card.items.map((item) => nameIn(item, name)) }),
  }));
}

function nameIn<Part extends { readonly buttons?: readonly Button[] }>(
  part: Part,
  name: (button: Button) => Button,
): Part {
  return part.buttons === undefined ? part : { ...part, buttons: part.buttons.map(name) };
}
