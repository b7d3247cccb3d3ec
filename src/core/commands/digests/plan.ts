import type { CommandLine } from '../../chat/card.ts';
import type { Option } from '../../chat/command.ts';
import { type Parts, readOptions } from '../../chat/options.ts';
import { type Order, readOrder } from '../../digest/schedule/order.ts';
import { writeSaid } from '../../digest/schedule/schedule.ts';
import type { DigestPlan } from '../../store/digests/digest.ts';
import { quote } from '../../text/quote.ts';
import { type Mistake, offerReadings } from './readings.ts';

/** What of a plan the options decide. */
export type PlanOptions = Omit<DigestPlan, 'destination'>;

/** A line read as a plan. */
export type ReadPlan = {
  /** What results, with everything as before that was not said or cannot be read. */
  readonly plan: PlanOptions;
  /** All that is wrong with it, field by field; nothing may be stored while there is anything. */
  readonly problems: readonly Mistake[];
  /** The line again, with all that its end says in fields: what a form is filled in with. */
  readonly given: Parts;
  /** Whether it says a time or days. */
  readonly saysWhen: boolean;
  /** What names were taken for. */
  readonly remarks: readonly string[];
  /** An e-mail address in the line. */
  readonly address?: string;
};

const longestTopic = 200;

/**
 * Reads a line: what stands at its end of times, days and zones, and the options; an empty option is one not given. What is left
 * of the line is the topic, unless `options.topic` is.
 */
export function readPlan(
  line: Parts & Pick<CommandLine, 'form'>,
  before: PlanOptions,
  options: readonly Option[],
): ReadPlan {
  let given = line.options;
  const isForm = line.form === 'answered';
  const order = readOrder(line.text, { ...pickWhen(given), isForm }, before, (rest) => {
    const parts = readOptions(rest, options);
    given = { ...parts.options, ...given };
    return parts.text;
  });
  const topic = (given.topic ?? order.topic).trim();
  const fields: Parts = { text: order.topic, options: writeWhen(order, given, before) };
  const { pings: _, taste: __, ...rest } = before;
  const pings = given.role ? readRole(given.role) : before.pings;
  const taste = given.taste ? readTaste(given.taste) : (before.taste ?? 'on');
  const { count, layout } = { count: Number(given.papers || before.count), layout: readLayout(given.layout) };
  return {
    plan: {
      ...rest,
      ...order.when,
      topic,
      count,
      layout: layout ?? before.layout,
      thread: given.thread ? given.thread === 'thread' : before.thread,
      ...(pings === undefined ? {} : { pings }),
      ...(taste === 'off' ? { taste } : {}),
    },
    problems: [
      ...(topic.length <= longestTopic ? [] : [explainLong(topic)]),
      ...order.troubles.map((trouble) => offerReadings(trouble, order, fields)),
      ...findWrong(given, options),
    ],
    given: fields,
    saysWhen: order.said.time !== undefined || order.said.days !== undefined,
    remarks: order.remarks,
    ...(order.address === undefined ? {} : { address: order.address }),
  };
}

type Given = Readonly<Record<string, string>>;

function pickWhen({ at = '', days = '', zone = '' }: Given) {
  return { at, days, zone };
}

/** The options, with what was said of when in the fields for that; one that cannot be read stays as it was typed. */
function writeWhen({ said, troubles }: Order, given: Given, { schedule }: PlanOptions): Given {
  const { at, days, zone, ...others } = given;
  const wrong = new Set<string | undefined>(troubles.map(({ field }) => field));
  const kept = Object.entries({ at, days, zone }).flatMap(([name, value]) =>
    value && wrong.has(name) ? [[name, value] as const] : [],
  );
  return { ...others, ...writeSaid(said, schedule), ...Object.fromEntries(kept) };
}

/** Whether a form comes first: where the line asks for it, where answers will not do, or where too little is said. */
export function asksFirst({ form }: CommandLine, { problems }: ReadPlan, isEnough: boolean): boolean {
  if (form === 'asked') return true;
  return form === 'answered' ? problems.length > 0 : problems.length === 0 && !isEnough;
}

/** What is wrong with options that say nothing of when. */
function findWrong(given: Given, options: readonly Option[]): readonly Mistake[] {
  const { papers, role, taste } = given;
  const problems: Mistake[] = [];
  const complain = (field: string, text: string) => problems.push({ field, text, readings: [] });
  if (papers && !/^(?:[1-9]|10)$/u.test(papers.trim()))
    complain('papers', `The number of papers must be from 1 to 10, not ${quote(papers, 40)}.`);
  if (role && readRole(role) === undefined && !isNone(role))
    complain('role', 'The role must be a mention of a role or a group, its id, or none.');
  if (taste && readTaste(taste) === undefined)
    complain('taste', `Taste is on or off, not ${quote(taste, 40)}.`);
  for (const { name, choices } of options) {
    const value = given[name];
    if (!value || choices === undefined || choices.some((choice) => choice.value === value)) continue;
    const values = choices.map((choice) => choice.value).join(', ');
    complain(name, `There is no ${name} ${quote(value, 40)}. Choose one of: ${values}.`);
  }
  return problems;
}

function explainLong(topic: string): Mistake {
  const text = `A topic has at most ${longestTopic} characters; this one has ${topic.length}.`;
  return { field: 'topic', text, readings: [] };
}

function readLayout(layout: string | undefined): PlanOptions['layout'] | undefined {
  return (['cards', 'compact', 'recap'] as const).find((one) => one === layout);
}

/** The id in a mention (`<@&123>`, `<!subteam^S123|name>`), or the id itself. */
function readRole(text: string): string | undefined {
  return /^(?:<@&|<!subteam\^)?(\d{17,20}|S[A-Z0-9]{2,})(?:\|[^>]*)?>?$/u.exec(text.trim())?.[1];
}

function readTaste(text: string): 'on' | 'off' | undefined {
  return (['on', 'off'] as const).find((one) => one === text.trim().toLowerCase());
}

function isNone(text: string): boolean {
  return /^(?:none|no|-)$/iu.test(text.trim());
}
