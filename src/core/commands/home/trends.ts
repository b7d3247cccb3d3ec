import type { Card } from '../../chat/card.ts';
import type { Workspace } from '../../chat/channel.ts';
import type { Services } from '../command.ts';
import { showTrending } from '../search/trending.ts';

const shown = 3;

/** The first few that trend in a workspace, each with Save alone; `complete` unless the saves there could not be read. */
export async function showTrends(
  workspace: Workspace,
  services: Services,
): Promise<{ readonly card: Card; readonly complete: boolean }> {
  const { card, complete } = await showTrending(workspace, 1, { ...services, pageSize: shown });
  const { items, pager, redraw: _, ...others } = card;
  if (items === undefined || pager === undefined) return { card, complete };
  const more = { name: 'papers', verb: 'trending', text: '' };
  return {
    card: {
      ...others,
      title: 'Trending in your group',
      items: items.map(({ text, open, buttons, ...item }) => item),
      ...(pager.next && { buttons: [{ label: 'All trending papers', command: more, replaces: true }] }),
    },
    complete,
  };
}
