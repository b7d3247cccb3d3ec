import { createListedWorks, type ListedWorks } from '../../../../src/core/sources/look-up/listed-works.ts';
import { createWorks, type Works } from '../../../doubles/papers/others.ts';

/** OpenAlex in memory, what it was asked, and a switch by which it is away. */
export function openWorks(): {
  readonly listed: ListedWorks;
  readonly works: Works['works'];
  readonly asked: string[];
  readonly state: { isAway: boolean };
} {
  const double = createWorks();
  const asked: string[] = [];
  const state = { isAway: false };
  const listed = createListedWorks('http://openalex', async (address) => {
    const { pathname, search } = new URL(address);
    asked.push(decodeURIComponent(`${pathname}${search}`));
    const { status, body } = state.isAway
      ? { status: 503, body: '' }
      : double.openAlex(`${pathname}${search}`);
    return { status, header: () => undefined, body: new TextEncoder().encode(String(body)) };
  });
  return { listed, works: double.works, asked, state };
}
