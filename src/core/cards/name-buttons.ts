import type { Button, Card, CardItem, CommandLine } from '../chat/card.ts';

/** Cards whose buttons name commands as they are called here: with the prefix. */
export function nameButtons(cards: readonly Card[], prefix: string): readonly Card[] {
  if (prefix === '') return cards;
  const nameLine = (command: CommandLine): CommandLine => ({ ...command, name: `${prefix}${command.name}` });
  const name = (button: Button): Button => ({ ...button, command: nameLine(button.command) });
  const nameIn = <Part extends Pick<CardItem, 'action' | 'open' | 'buttons'>>(part: Part): Part => ({
    ...part,
    ...(part.action && { action: name(part.action) }),
    ...(part.open && { open: name(part.open) }),
    ...(part.buttons && { buttons: part.buttons.map(name) }),
  });
  return cards.map((card) => ({
    ...nameIn(card),
    ...(card.pressed && { pressed: name(card.pressed) }),
    ...(card.redraw && { redraw: nameLine(card.redraw) }),
    ...(card.items && { items: card.items.map(nameIn) }),
    ...(card.sections && { sections: card.sections.map(nameIn) }),
    ...(card.filters && {
      filters: card.filters.map((filter) => ({ ...filter, choices: filter.choices.map(name) })),
    }),
    ...(card.pager && {
      pager: {
        ...card.pager,
        ...(card.pager.previous && { previous: nameLine(card.pager.previous) }),
        ...(card.pager.next && { next: nameLine(card.pager.next) }),
      },
    }),
  }));
}
