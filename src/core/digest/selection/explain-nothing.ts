import { asksAnything } from '../../search/topic/topic.ts';
import { findUnknownWords } from '../../search/topic/unknown-words.ts';
import type { ShownPapers } from '../../store/digests/place.ts';
import { quote } from '../../text/quote.ts';
import { type DigestDraft, gatherSituation, type Sources } from './situation.ts';

/** Why a digest has nothing to show at this moment, in one or two sentences. Rejects with a StoreFailure or a SearchFailure. */
export async function explainNothing(
  digest: DigestDraft,
  shown: ShownPapers,
  sources: Sources,
  now: Date,
): Promise<string> {
  const { topic, layout } = digest;
  const about = topic.trim() === '' ? '' : ` on ${quote(topic)}`;
  if (layout === 'recap') return `Nothing${about} was saved or shown here since the last recap.`;
  const { asked, candidates } = await gatherSituation(digest, shown, sources, now);
  if (candidates.length > 0) {
    const days = sources.settings.archiveDays;
    const back = days > 0 ? ` A paper may come back ${days} days after it was shown.` : '';
    return `${describeAll(candidates.length, about)} shown already.${back}`;
  }
  if (asked === undefined) return 'There are no papers here yet.';
  if (!asksAnything(asked.topic)) return `No paper here is${about}: those are only very common words.`;
  const unknown = await findUnknownWords(asked.topic, sources.search);
  if (unknown.length === 0) return `No paper here is${about}: none has all that the topic asks for.`;
  const words = unknown.map(({ written }) => quote(written)).join(', ');
  return `No paper here is${about}: none says ${words}.`;
}

function describeAll(count: number, about: string): string {
  return count === 1 ? `The one paper here${about} has been` : `All ${count} papers here${about} have been`;
}
