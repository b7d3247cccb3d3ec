import { openPaper } from '../../cards/single-paper.ts';
import type { Paper } from '../../papers/paper.ts';
import { StoreFailure } from '../../store/store.ts';
import type { Command, Request, Services } from '../command.ts';
import { behindPaper, findNamedPaper } from '../named-paper.ts';

/** `/papers open <paper>`: one paper with its whole abstract, for whoever asks alone. */
export const open = {
  name: 'papers',
  verb: 'open',
  description: 'Open a paper for yourself: its abstract, and what you can do with it',
  ...behindPaper,
  async run(request, services) {
    const named = await findNamedPaper(request, services);
    if (named.paper === undefined) return [named.card];
    const saved = await findSave(named.paper, request, services);
    return [openPaper(named.paper, saved)];
  },
} satisfies Command;

/** Whether it is in the asker's list; not, where the database does not tell. */
async function findSave({ id }: Paper, { member }: Request, { store }: Services): Promise<boolean> {
  try {
    return (await store.saves.find(member, id)) !== undefined;
  } catch (error) {
    if (error instanceof StoreFailure) return false;
    throw error;
  }
}
