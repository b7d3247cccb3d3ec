import { type Config, namesOfTried } from '../../config/config.ts';
import { describeDigest, describeSpan } from '../../core/digest/digest-words.ts';
import { writeMoment } from '../../core/digest/schedule/schedule-words.ts';
import type { DeliveryHistory } from '../../core/store/digests/delivery.ts';
import type { Digest } from '../../core/store/digests/digest.ts';
import { openStore } from '../../core/store/open-store.ts';
import { counted } from '../../core/text/counted.ts';
import { silentLog } from '../log.ts';
import type { Diagnosis } from './diagnosis.ts';

const deliveriesLookedAt = 5;
/** So many digests of channels are told of one by one, those with problems first. */
const toldOf = 30;
/** Milliseconds after its time from which a digest must have begun. */
const overdueAfter = 10 * 60 * 1_000;

/** The digests of the configuration file where no start has taken them over yet. */
export function examineDeclared(
  declared: Config['digests'],
  known: readonly Digest[] = [],
): readonly Diagnosis[] {
  const names = declared
    .map(({ name }) => name)
    .filter((name) => known.every(({ declaredAs }) => declaredAs !== name));
  if (names.length === 0) return [];
  const count = counted(names.length, 'digest');
  return [
    {
      state: 'ok',
      subject: 'declared',
      lines: [`${count} of the configuration file, set up at the next start: ${names.join(', ')}`],
    },
  ];
}

/**
 * What becomes of the digests in a database of the newest version: a finding for each of some channels' and one for the others', one for people's, one for
 * those of the configuration file that no start has taken over yet.
 */
export async function examineDigests(
  config: Pick<Config, 'databaseUrl' | 'digests' | 'platforms'>,
  now: Date,
): Promise<readonly Diagnosis[]> {
  const { databaseUrl: url, digests: declared } = config;
  const store = await openStore({ url, log: silentLog });
  try {
    const tried = namesOfTried(config);
    const all = (await store.digests.all()).filter(({ home }) => !tried.includes(home.platform));
    const ofChannels = all.filter(({ destination }) => destination.kind === 'channel');
    const ofPeople = all.filter(({ destination }) => destination.kind !== 'channel');
    const waiting = examineDeclared(declared, all);
    if (all.length === 0 && waiting.length === 0)
      return [{ state: 'off', subject: 'digests', lines: ['none yet'] }];
    const byTrouble = [...ofChannels].sort(
      (one, other) => findWrong(other, now).length - findWrong(one, now).length || one.id - other.id,
    );
    const told = byTrouble.slice(0, toldOf).sort((one, other) => one.id - other.id);
    return [
      ...(await Promise.all(told.map((digest) => examineDigest(digest, store.deliveryHistory, now)))),
      ...examineOthers(byTrouble.slice(toldOf), now),
      ...(ofPeople.length === 0 ? [] : [examineSubscriptions(ofPeople, now)]),
      ...waiting,
    ];
  } finally {
    await store.close();
  }
}

async function examineDigest(digest: Digest, deliveries: DeliveryHistory, now: Date): Promise<Diagnosis> {
  const history = await deliveries.list(digest.id, deliveriesLookedAt);
  const { text = '' } = describeDigest(digest, history);
  const next = `Next: ${writeMoment(digest.nextDue, digest.zone)}`;
  const { platform, workspace } = digest.home;
  const place = digest.destination.kind === 'channel' ? digest.destination.channel.id : '';
  const wrong = findWrong(digest, now);
  return {
    state: wrong.length === 0 ? 'ok' : 'wrong',
    subject: `digest ${digest.id}`,
    lines: [
      [`${platform} ${workspace} ${place}`.replace(/ +/gu, ' '), ...wrong].join(', '),
      ...text.split('\n'),
      ...(digest.paused === undefined ? [next] : []),
    ],
  };
}

/** How many digests of channels there are beside those told of, and how many of them have problems. */
function examineOthers(others: readonly Digest[], now: Date): readonly Diagnosis[] {
  if (others.length === 0) return [];
  const count = others.filter((digest) => findWrong(digest, now).length > 0).length;
  return [
    {
      state: count === 0 ? 'ok' : 'wrong',
      subject: 'digests',
      lines: [`${counted(others.length, 'other digest')}, ${count === 0 ? 'none' : count} with problems`],
    },
  ];
}

function findWrong(digest: Digest, now: Date): readonly string[] {
  return [...(digest.lastFailure === undefined ? [] : ['failing']), ...findOverdue(digest, now)];
}

/** How many there are, and which do not come, each reason once: what people read is their own. */
function examineSubscriptions(subscriptions: readonly Digest[], now: Date): Diagnosis {
  const wrong = new Map<string, number[]>();
  for (const digest of subscriptions) {
    // What fails is tried again, however late.
    const reasons =
      digest.lastFailure === undefined ? findOverdue(digest, now) : [`failing: ${digest.lastFailure}`];
    for (const reason of reasons) wrong.set(reason, [...(wrong.get(reason) ?? []), digest.id]);
  }
  const count = [...wrong.values()].flat().length;
  return {
    state: count === 0 ? 'ok' : 'wrong',
    subject: 'people',
    lines: [
      `${counted(subscriptions.length, 'subscription')}, ${count === 0 ? 'none' : count} with problems`,
      ...[...wrong].map(([reason, ids]) => `${ids.join(', ')}: ${reason}`),
    ],
  };
}

function findOverdue({ paused, nextDue }: Digest, now: Date): readonly string[] {
  const late = now.getTime() - nextDue.getTime();
  if (paused !== undefined || late < overdueAfter) return [];
  return [`overdue by ${describeSpan(late)}: start the bot, or check its log`];
}
