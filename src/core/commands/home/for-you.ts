import type { Button, Card } from '../../chat/card.ts';
import type { Member } from '../../chat/channel.ts';
import type { Services } from '../command.ts';
import { showForYou } from '../taste/new-for-you.ts';

const shown = 3;

/** The first few new papers for somebody, each with Save alone and why; what to do where nothing is learned yet. */
export async function showSomeForYou(member: Member, services: Services): Promise<Card> {
  const card = await showForYou(member, {}, { ...services, pageSize: shown });
  const { items, redraw: _, pager, buttons, ...others } = card;
  if (items === undefined)
    return { ...others, title: 'For you', ...(buttons && { buttons: buttons.slice(0, 1) }) };
  const all: Button = { label: 'All for you', command: { name: 'foryou', text: '' }, replaces: true };
  const learned = buttons?.filter(({ command }) => command.name === 'foryou') ?? [];
  return {
    ...others,
    items: items.map(({ text, open, buttons, ...item }) => item),
    buttons: [...(pager?.next ? [all] : []), ...learned],
  };
}
