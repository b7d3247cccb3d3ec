import type { Option } from '../../chat/command.ts';
import { type CitationStyle, citationStyles } from '../../papers/exports/styled-citation.ts';
import { displayTitle } from '../../papers/paper.ts';
import { quote } from '../../text/quote.ts';
import type { Command } from '../command.ts';
import { findNamedPaper, nameSomePapers, paperArgument } from '../named-paper.ts';

const style = {
  name: 'style',
  description: 'The style of the citation; plain by default',
  choices: Object.entries(citationStyles).map(([value, { label }]) => ({ label, value })),
} as const satisfies Option;

/** `/papers cite <paper> [style]`: its BibTeX entry and a citation, plain or in a style. */
export const cite = {
  name: 'papers',
  verb: 'cite',
  description: 'Give the BibTeX entry and a citation of a paper',
  argument: paperArgument,
  options: [style],
  private: true,
  repeatable: true,
  explanation: `Its own key, pages and publisher are kept where a file has them. Styles: ${Object.keys(citationStyles).join(', ')}.`,
  examples: nameSomePapers,
  async run(request, services) {
    const named = await findNamedPaper(request, services);
    if (named.paper === undefined) return [named.card];
    const { paper } = named;
    // Loaded at the first citation, as few processes ever write one.
    const [{ citeBibtex }, { citePlain }, { citeStyled }] = await Promise.all([
      import('../../papers/exports/citation.ts'),
      import('../../papers/exports/plain-citation.ts'),
      import('../../papers/exports/styled-citation.ts'),
    ]);
    const asked = request.options.style;
    const styled = isStyle(asked) ? await citeStyled(paper, asked) : undefined;
    const missing = isStyle(asked) && styled === undefined ? [explainMissingEngine(asked)] : [];
    return [
      {
        title: `To cite ${quote(displayTitle(paper))}`,
        text: [styled ?? citePlain(paper), ...missing].join('\n'),
        preformatted: citeBibtex(paper),
      },
    ];
  },
} satisfies Command;

function isStyle(name: string | undefined): name is CitationStyle {
  return name !== undefined && Object.hasOwn(citationStyles, name);
}

function explainMissingEngine(asked: CitationStyle): string {
  return `This is the plain citation: the engine for ${citationStyles[asked].label} is not installed. Whoever runs the bot can add it, as its documentation on papers and formats says.`;
}
