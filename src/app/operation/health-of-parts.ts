import type { RunningDigests } from '../../core/digest/delivery/scheduler.ts';
import { describeSpan } from '../../core/digest/digest-words.ts';
import { describeProblem } from '../../core/papers/problem.ts';
import type { SearchEngine } from '../../core/search/engine.ts';
import { describeSource } from '../../core/sources/added-by-hand.ts';
import type { LiveCorpus } from '../../core/sources/corpus.ts';
import { tellState } from '../../core/sources/state-words.ts';
import { counted } from '../../core/text/counted.ts';
import type { Health } from '../../core/text/health.ts';
import { entry, nobodyTyped } from '../../core/text/log-entry.ts';

/** Milliseconds after which what is due must have been looked for again: the clock ticks every ten seconds. */
const longestTurn = 2 * 60_000;

/** Whether what is due is looked for; undefined where that has not begun. */
export function tellTurn(state: ReturnType<RunningDigests['state']> | undefined): Health {
  if (state === undefined)
    return { state: 'wrong', words: entry`No digest comes before a platform is connected.` };
  const ago = nobodyTyped(describeSpan(state.sinceLook));
  const underWay = nobodyTyped(counted(state.underWay, 'is', 'are'));
  if (state.sinceLook > longestTurn)
    return {
      state: 'wrong',
      words: entry`Due digests were last looked for ${ago} ago, not every ten seconds.`,
    };
  return { state: 'ok', words: entry`Due digests are looked for; ${underWay} under way.` };
}

/** Whether papers are there and can be found; `server` is how the search server is where nothing else answers. */
export function tellPapers(
  { papers, sources }: Pick<LiveCorpus, 'papers' | 'sources'>,
  { size }: Pick<SearchEngine, 'size'>,
  server?: Health,
): Health {
  const problem = sources.find(({ health }) => health.state === 'broken')?.health.problems[0];
  if (papers.length === 0 && problem !== undefined)
    return { state: 'wrong', words: entry`No paper can be read. ${nobodyTyped(describeProblem(problem))}.` };
  const known = nobodyTyped(counted(papers.length, 'paper'));
  if (server?.state === 'wrong')
    return {
      state: 'warn',
      words: entry`${known} known; none can be found while the search server does not answer.`,
    };
  if (server?.state === 'warn')
    return { state: 'warn', words: entry`${known} known; those of a silent shard cannot be found.` };
  if (size < papers.length)
    return {
      state: 'warn',
      words: entry`${size} of ${papers.length} papers can be found; the rest is being indexed.`,
    };
  return { state: 'ok', words: entry`${nobodyTyped(counted(size, 'paper'))} can be found.` };
}

/** How each source is; one that is ill keeps nothing else from working. */
export function tellSources({ sources }: Pick<LiveCorpus, 'sources'>): Health {
  const states = sources.map(({ name, health }) => {
    const [problem] = health.state === 'broken' || health.state === 'stale' ? health.problems : [];
    const how = health.state === 'unasked' ? 'has not been asked yet' : `is ${tellState(health)}`;
    return { isIll: problem !== undefined, words: `${describeSource(name)} ${how}` };
  });
  return {
    state: states.some(({ isIll }) => isIll) ? 'warn' : 'ok',
    words: entry`${nobodyTyped(states.map(({ words }) => words).join('; '))}.`,
  };
}
