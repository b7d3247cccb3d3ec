import { nearestPage, turnPages } from '../../cards/paper-list.ts';
import { countPapers } from '../../cards/plain-words.ts';
import type { Card } from '../../chat/card.ts';
import { describeSpan } from '../../digest/digest-words.ts';
import { writeMoment } from '../../digest/schedule/schedule-words.ts';
import type { NamedSource } from '../../sources/source-entry.ts';
import { howToSwitchOn, nameSource, tellState, tellTrouble } from '../../sources/state-words.ts';
import { cleanLine } from '../../text/clean-text.ts';
import { counted } from '../../text/counted.ts';
import type { Command, Services } from '../command.ts';

/** Sources on one page: each takes two to four lines. */
const shownAtOnce = 8;

/** `/papers sources`: where new papers come from, and how each source is. */
export const sources = {
  name: 'papers',
  verb: 'sources',
  description: 'Show where new papers come from, and whether each source works',
  tellsTimes: true,
  private: true,
  repeatable: true,
  examples: () => [''],
  async run({ line, zone = 'UTC' }, services) {
    const { sources: all, typed } = services;
    if (all.length === 0) return [explainNone(services)];
    const page = nearestPage(line.page, shownAtOnce, all.length);
    const first = (page - 1) * shownAtOnce;
    const shown = all.slice(first, first + shownAtOnce);
    const told = await Promise.all(shown.map((source) => describe(source, zone, services)));
    const last = first + shown.length;
    const buttons = [
      ...turnPages({ name: 'papers', verb: 'sources', text: '' }, page, last < all.length),
      { label: 'Newest papers', command: { name: 'papers', verb: 'new', text: '' } },
    ];
    const place = all.length > shown.length ? [`${first + 1}–${last} of ${all.length}`] : [];
    return [
      {
        title: counted(all.length, 'source of papers', 'sources of papers'),
        text: told.join('\n\n'),
        buttons,
        footer: [...place, `${typed('papers', 'new')} lists what came, day by day`].join(' · '),
      },
    ];
  },
} satisfies Command;

function explainNone({ corpus, typed }: Services): Card {
  return {
    title: 'No sources are set',
    text: `The ${countPapers(corpus.papers.length)} here come from files only; no new ones arrive by themselves. ${howToSwitchOn}`,
    footer: `${typed('papers', 'new')} lists the newest ones`,
  };
}

/** Its name and state; its papers and the newest; when it is asked next; what is wrong and what to do. */
async function describe(
  source: NamedSource,
  zone: string,
  { store, now }: Pick<Services, 'store' | 'now'>,
): Promise<string> {
  const [status, { count, newest }] = await Promise.all([
    store.sourceStatuses.get(source.name),
    store.keptPapers.describe(source.name),
  ]);
  const at = now();
  const held =
    newest === undefined
      ? 'No papers yet'
      : `${countPapers(count)}, the newest came on ${writeMoment(newest, zone)}`;
  const trouble = tellTrouble(status);
  return [
    `${nameSource(source)}: ${tellState(status)}`,
    `${held} · ${describeNext(status?.nextTry, at, zone)}`,
    ...(trouble === undefined ? [] : [cleanLine(trouble)]),
  ].join('\n');
}

function describeNext(next: Date | undefined, now: Date, zone: string): string {
  if (next === undefined || next <= now) return 'asked next within minutes';
  return `asked next in ${describeSpan(next.getTime() - now.getTime())}, on ${writeMoment(next, zone)}`;
}
