import { shortTitle } from '../../cards/plain-words.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import type { TasteEvidence, TasteReader } from '../../search/taste/taste.ts';
import type { Likings } from './likings.ts';

/** From so large a cosine of their words on, a saved paper is called close. Of such picks 38 % were relevant in a simulation, of others 6 %. */
const close = 0.15;

/** What may be told of saves. */
export type ToldLikings = Pick<Likings, 'told' | 'isShared'>;

/** What each of some papers has in common with what was saved: `Like 3 you saved: conformal, calibration`; nothing where there is no evidence. */
export async function tellTaste(
  papers: readonly Paper[],
  { told, isShared }: ToldLikings,
  reader: TasteReader | undefined,
): Promise<ReadonlyMap<PaperId, string>> {
  if (reader === undefined || told.saved.length === 0) return new Map();
  const evidence = await reader.explain(told, papers);
  return new Map(
    papers.flatMap(({ id }, at) => {
      const reason = evidence[at] && tellEvidence(evidence[at], isShared);
      return reason === undefined ? [] : [[id, reason]];
    }),
  );
}

function tellEvidence(
  { words, savedWithWords, nearest: [nearest] }: TasteEvidence,
  isShared: boolean,
): string | undefined {
  if (words.length > 0)
    return `Like ${savedWithWords} ${isShared ? 'saved here' : 'you saved'}: ${words.join(', ')}`;
  if (nearest === undefined || nearest.like < close) return undefined;
  return `Close to ${shortTitle(nearest.paper)}, ${isShared ? 'saved here' : 'which you saved'}`;
}
