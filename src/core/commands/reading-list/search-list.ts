import type { Member } from '../../chat/channel.ts';
import type { Search } from '../../search/engine.ts';
import type { SavedPaper } from '../../store/store.ts';
import type { Services } from '../command.ts';

/** The search over somebody's whole list, in which a paper is found by its tags and its note too. */
export function searchList(
  { platform, workspace, id }: Member,
  list: readonly SavedPaper[],
  { searchAmong }: Pick<Services, 'searchAmong'>,
): Promise<Search> {
  const papers = list.map(({ paper, tags, note }) => {
    const own = [...tags, ...(note === '' ? [] : [note])];
    return own.length === 0 ? paper : { ...paper, keywords: [...(paper.keywords ?? []), ...own] };
  });
  return searchAmong(JSON.stringify([platform, workspace, id]), papers);
}
