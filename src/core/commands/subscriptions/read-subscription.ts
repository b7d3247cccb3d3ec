import type { Option } from '../../chat/command.ts';
import { readOptions } from '../../chat/options.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { Request, Services } from '../command.ts';
import { papersOption, timeOptions } from '../digests/options.ts';
import { type PlanOptions, type ReadPlan, readPlan } from '../digests/plan.ts';
import { findUsualPlan } from '../digests/usual-plan.ts';

/** How a subscription can come. */
export const ways = [
  { label: 'direct message', value: 'dm' },
  { label: 'e-mail', value: 'email' },
] as const;

export const insteadOption: Option = {
  name: 'instead',
  description: 'The number of your subscription that this one replaces',
};

/** All that a line may say, whether it can be had here or not. */
const lineOptions: readonly Option[] = [
  ...timeOptions,
  papersOption,
  { name: 'by', description: 'How to send it; by direct message by default', choices: ways },
  { name: 'address', description: 'Your e-mail address, for by:email' },
  insteadOption,
];

/** A line read as a subscription; `usual` is what stands where it says nothing. */
export type ReadSubscription = {
  readonly usual: PlanOptions;
  readonly read: ReadPlan;
  readonly options: Request['options'];
};

/** What a line says of a subscription: an address in it says how it comes, and one that it replaces what it says nothing of. */
export async function readSubscription(request: Request, services: Services): Promise<ReadSubscription> {
  const line = readOptions(request.text, lineOptions);
  const said = { ...line.options, ...request.options };
  const replaced = await findReplaced(request.member, said.instead, services);
  const usual = { ...(await findUsualPlan(request, services)), ...(replaced && planOf(replaced)) };
  const form = request.line.form && { form: request.line.form };
  const way =
    replaced?.destination.kind === 'mail' ? { by: 'email', address: replaced.destination.address } : {};
  const text = request.line.form === 'asked' && line.text === '' ? usual.topic : line.text;
  const all = { text, options: { ...way, ...said }, ...form };
  const read = readPlan(all, usual, lineOptions);
  const { address } = read;
  const options = { ...(address === undefined ? {} : { by: 'email', address }), ...read.given.options };
  return { usual, read: { ...read, given: { ...read.given, options } }, options };
}

async function findReplaced(
  member: Request['member'],
  instead: string | undefined,
  { store }: Services,
): Promise<Digest | undefined> {
  if (!instead) return undefined;
  return (await store.digests.listOf(member)).find(({ id }) => String(id) === instead);
}

/** What a subscription is, for one that takes its place and says nothing else. */
function planOf({ topic, schedule, zone, count }: Digest): Partial<PlanOptions> {
  return { topic, schedule, zone, count };
}
