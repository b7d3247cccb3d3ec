import { foldSpaces } from '../../text/fold-spaces.ts';
import type { Paper } from '../paper.ts';
import { cslItem } from './csl-item.ts';

/** The styles that the citation engine brings, by the names it has for them. */
export const citationStyles = {
  apa: { label: 'APA (7th edition)', template: 'apa' },
  harvard: { label: 'Harvard', template: 'harvard1' },
  vancouver: { label: 'Vancouver', template: 'vancouver' },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly template: string }>>;

export type CitationStyle = keyof typeof citationStyles;

export type CitationEngine = (item: unknown, template: string) => string;

/**
 * The paper cited in a style by citeproc-js, which is not installed with the bot, for its licence (CPAL 1.0 or AGPL 1.0) is
 * for whoever runs the bot to accept; undefined where it is not there.
 */
export async function citeStyled(
  paper: Paper,
  style: CitationStyle,
  load: () => Promise<CitationEngine> = loadEngine,
): Promise<string | undefined> {
  try {
    const cite = await load();
    return foldSpaces(cite(cslItem(paper, 'paper'), citationStyles[style].template));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

async function loadEngine(): Promise<CitationEngine> {
  const { plugins } = await import('@citation-js/core');
  await import('@citation-js/plugin-csl');
  return (item, template) =>
    String(plugins.output.format('bibliography', [item], { format: 'text', template, lang: 'en-US' }));
}
