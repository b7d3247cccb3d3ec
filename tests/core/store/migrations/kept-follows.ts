import { expect } from 'vitest';
import type { DigestPlan } from '../../../../src/core/store/digests/digest.ts';
import type { Store } from '../../../../src/core/store/store.ts';
import { day, lab, paperNamed } from '../things.ts';

const member = { ...lab, id: 'carol' };
const plan: DigestPlan = {
  destination: { kind: 'direct', member },
  schedule: '0 9 * * *',
  zone: 'UTC',
  topic: '',
  count: 10,
  layout: 'follows',
  thread: false,
};
const origin = { home: lab, createdBy: member, createdAt: day(1), nextDue: day(28) };
const seed = { categories: ['cs.CL'], coauthors: ['lovelace a'] };
const jane = {
  ...({ kind: 'author', key: 'janesmith networks', label: 'Jane "Smith\\ 漢字' } as const),
  ...{ orcid: '0000-0002-1825-0097', seed },
};
const venue = { kind: 'venue', key: 'icml', label: 'ICML', seed: { categories: [], coauthors: [] } } as const;

/** Somebody and a venue that are followed, with what was known, told and answered. */
export async function fillFollows({ follows, deliveryQueue, deliveries }: Store): Promise<void> {
  const known = [{ paper: 'networks', kind: 'known', evidence: seed }] as const;
  const { follow, message } = await follows.add(jane, known, plan, origin);
  await follows.add(venue, [], plan, origin);
  const paper = paperNamed('rates').id;
  await follows.answer({ follow: follow.id, paper, answer: 'no', evidence: seed }, day(2));
  await deliveryQueue.request(lab, message.id, day(2));
  const due = (await deliveryQueue.due(day(2), 99)).find(({ digest }) => digest.id === message.id);
  const lease = { holder: 'a process that is no more', now: day(2), until: day(3) };
  const id = (due && (await deliveryQueue.claim(due, lease)))?.delivery.id ?? 0;
  const told = [{ follow: follow.id, kind: 'perhaps', evidence: seed }] as const;
  const pick = { paper: paperNamed('networks'), why: 'Perhaps by Jane Smith', part: 0, told };
  await deliveries.decide(id, lease, [pick], 0);
  await deliveries.end(id, lease, { outcome: 'sent', at: day(2), nextDue: day(28), inDoubt: false });
}

export async function expectFollows({ follows, digests }: Store): Promise<void> {
  const message = await follows.message(plan.destination);
  expect(message).toMatchObject({ ...plan, home: lab, nextDue: day(28) });
  const digest = message?.id ?? 0;
  expect(await follows.list(plan.destination)).toEqual([
    { ...jane, id: 1, digest, createdAt: day(1) },
    { ...venue, id: 2, digest, createdAt: day(1) },
  ]);
  expect(await follows.told(digest)).toEqual([
    { follow: 1, paper: 'networks', kind: 'known', evidence: seed },
    { follow: 1, paper: 'networks', kind: 'perhaps', evidence: seed },
    { follow: 1, paper: 'rates', kind: 'known', evidence: seed, answer: 'no' },
  ]);
  expect(await digests.listOf(member)).toEqual([]);
}
