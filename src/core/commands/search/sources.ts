import { nearestPage, turnFrom } from '../../cards/paper-list.ts';
import { countPapers } from '../../cards/plain-words.ts';
import type { Card, Detail } from '../../chat/card.ts';
import { describeSpan, tellMoment } from '../../digest/digest-words.ts';
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
  async run({ line, zone }, services) {
    const { sources: all, typed } = services;
    if (all.length === 0) return [explainNone(services)];
    const page = nearestPage(line.page, shownAtOnce, all.length);
    const first = (page - 1) * shownAtOnce;
    const shown = all.slice(first, first + shownAtOnce);
    const told = await Promise.all(shown.map((source) => describe(source, zone, services)));
    const last = first + shown.length;
    const buttons = [{ label: 'Newest papers', command: { name: 'papers', verb: 'new', text: '' } }];
    const turned = turnFrom({ name: 'papers', verb: 'sources', text: '' }, page, last < all.length);
    return [
      {
        title: counted(all.length, 'source of papers', 'sources of papers'),
        text: told.map(({ text }) => text).join('\n\n'),
        details: told.flatMap(({ details }) => details),
        buttons,
        pager: { first: first + 1, last, total: all.length, isCounted: true, ...turned },
        footer: `${typed('papers', 'new')} lists what came, day by day`,
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

/** Its name and state; its papers; how soon it is asked next; what is wrong and what to do. With when its newest paper came. */
async function describe(
  source: NamedSource,
  zone: string | undefined,
  { store, now }: Pick<Services, 'store' | 'now'>,
): Promise<{ readonly text: string; readonly details: readonly Detail[] }> {
  const [status, { count, newest }] = await Promise.all([
    store.sourceStatuses.get(source.name),
    store.keptPapers.describe(source.name),
  ]);
  const at = now();
  const held = newest === undefined ? 'No papers yet' : countPapers(count);
  const next = status?.nextTry === undefined || status.nextTry <= at ? undefined : status.nextTry;
  const soon = next === undefined ? 'within minutes' : `in ${describeSpan(next.getTime() - at.getTime())}`;
  const trouble = tellTrouble(status);
  const name = nameSource(source);
  const tell = (label: string, moment: Date | undefined) =>
    moment === undefined ? [] : [tellMoment(`${name}, ${label}`, moment, zone ?? 'UTC', zone)];
  return {
    text: [
      `${name}: ${tellState(status)}`,
      `${held} · asked next ${soon}`,
      ...(trouble === undefined ? [] : [cleanLine(trouble)]),
    ].join('\n'),
    details: [...tell('newest paper', newest), ...tell('asked next', next)],
  };
}
