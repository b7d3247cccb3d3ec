import { capitalise } from '../../text/capitalise.ts';
import { millisecondsADay } from '../calendar.ts';
import type { Paper } from '../paper.ts';

/** What can become of a paper, the worst first. */
export const newsKinds = ['withdrawn', 'retracted', 'published', 'version', 'code'] as const;
export type NewsKind = (typeof newsKinds)[number];

/** What is known of a paper, by which it is seen what has become of it. */
export type PaperState = {
  readonly version?: number;
  /** Of its publication; not the one that arXiv gives. */
  readonly doi?: string;
  readonly code?: string;
  /** In the words of who withdrew or retracted it. */
  readonly withdrawn?: string;
  readonly retracted?: string;
  /** When a new version was told by its number, and when a change of the text whose number was not known. */
  readonly versionAt?: Date;
  readonly textAt?: Date;
};

/** One thing that has become of a paper. */
export type PaperNews = {
  readonly kind: NewsKind;
  /** Tells it from others of its kind: of a version its number, or the day on which its text was seen first; else ''. */
  readonly detail: string;
  /** What a message says of it, but for the kind: the comment, where it was published, the address of the code. */
  readonly words: string;
};

/** A paper as its source tells it now, and as the same source told it before. */
export type Telling = { readonly paper: Paper; readonly before?: Paper | undefined };

/** Corrections come so soon (days) after a first version; and the text of a version so long apart from its number. */
const soon = 7 * millisecondsADay;

/** What of a paper is compared later. */
export function stateOf({ version, doi, code, withdrawn }: Paper): PaperState {
  const isPublished = doi !== undefined && !/^10\.48550\//u.test(doi);
  const isRetracted = withdrawn !== undefined && /^\W*retract/iu.test(withdrawn);
  return {
    ...(version === undefined ? {} : { version }),
    ...(isPublished ? { doi } : {}),
    ...(code === undefined ? {} : { code }),
    ...(withdrawn === undefined ? {} : { [isRetracted ? 'retracted' : 'withdrawn']: withdrawn }),
  };
}

/** What a telling says that was not known before, the worst first, or says better; and what is known from then on. */
export function findPaperNews(
  known: PaperState,
  { paper, before }: Telling,
  at: Date,
): { readonly state: PaperState; readonly news: readonly PaperNews[] } {
  const told = stateOf(paper);
  const isGone = told.withdrawn !== undefined || told.retracted !== undefined;
  const revision = findRevision(known, { paper, before }, at);
  const state: PaperState = { ...told, ...known, ...revision.state };
  const news: PaperNews[] = [];
  const add = (kind: NewsKind, words: string, detail = '') => news.push({ kind, detail, words });
  if (told.withdrawn !== undefined && known.withdrawn === undefined) add('withdrawn', told.withdrawn);
  if (told.retracted !== undefined && known.retracted === undefined) add('retracted', told.retracted);
  if (isGone) return { state, news };
  if (told.doi !== undefined && known.doi === undefined)
    add('published', paper.venue ?? `doi.org/${told.doi}`);
  if (revision.words !== undefined) add('version', revision.words, revision.detail);
  if (told.code !== undefined && known.code === undefined)
    add('code', told.code.replace(/^https?:\/\//iu, ''));
  return { state, news };
}

type Revision = {
  readonly state: Pick<PaperState, 'version' | 'versionAt' | 'textAt'>;
  readonly words?: string;
  readonly detail?: string;
};

/** Whether there is a new version, by its number or by its text; without words where that is known or not worth telling. */
function findRevision(known: PaperState, { paper, before }: Telling, at: Date): Revision {
  const was = Math.max(known.version ?? 0, before?.version ?? 0);
  const version = Math.max(was, paper.version ?? 0);
  const changed = before === undefined ? undefined : findChanged(before, paper);
  const state = version > 0 ? { version } : {};
  if (isCorrection(paper, at)) return { state };
  const { versionAt, textAt } = known;
  const isNumbered = was > 0 && version > was;
  if (isNumbered && changed === undefined && isLately(textAt, at) && !isLately(versionAt, at))
    // The text was told before its number came: that is the same news, said better.
    return {
      state: { ...state, versionAt: at },
      words: `Version ${version}, text changed`,
      detail: dayOf(textAt),
    };
  if (isNumbered) {
    const words = `Version ${version}${changed === undefined ? '' : `, ${changed} changed`}`;
    return { state: { ...state, versionAt: at }, words, detail: String(version) };
  }
  if (changed === undefined || isLately(versionAt, at) || isLately(textAt, at)) return { state };
  return { state: { ...state, textAt: at }, words: `${capitalise(changed)} changed`, detail: dayOf(at) };
}

/** Whether so little time has passed since its first version that another only mends it. */
function isCorrection({ published = '', came }: Paper, at: Date): boolean {
  const first = Date.parse(published.length === 'YYYY-MM-DD'.length ? published : (came ?? published));
  return at.getTime() - first <= soon;
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function isLately(when: Date | undefined, at: Date): when is Date {
  return when !== undefined && at.getTime() - when.getTime() <= soon;
}

/** Only papers of arXiv have versions that replace one another; of letters and digits alone, for sources set text differently. */
function findChanged(before: Paper, { id, title, abstract }: Paper): 'abstract' | 'title' | undefined {
  if (!id.startsWith('arxiv:')) return undefined;
  const isOther = (one: string, two: string) => one !== '' && two !== '' && lettersOf(one) !== lettersOf(two);
  if (isOther(before.abstract, abstract)) return 'abstract';
  return isOther(before.title, title) ? 'title' : undefined;
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
