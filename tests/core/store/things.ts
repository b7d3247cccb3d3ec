import type { Channel, Member, MessageRef } from '../../../src/core/chat/channel.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';

/** A paper with only what a paper must have, unless more is given. */
export function paperNamed(id: string, more: Partial<Paper> = {}): Paper {
  return {
    id,
    recordIds: [],
    title: `On ${id}`,
    abstract: '',
    authors: [],
    url: 'https://example.org/paper',
    categories: [],
    ...more,
  };
}

export const lab = { platform: 'slack', workspace: 'T1' } as const;
export const general: Channel = { ...lab, id: 'C1' };
export const alice: Member = { ...lab, id: 'alice' };
export const bob: Member = { ...lab, id: 'bob' };
/** Of the same name as Alice, in another workspace. */
export const otherAlice: Member = { ...alice, workspace: 'T2' };

export function messageNamed(id: string, channel: Channel = general): MessageRef {
  return { channel, id };
}

/** Papers of a list under their numbers. */
export function numbered(...entries: readonly (readonly [number, string])[]) {
  return new Map(entries.map(([number, paper]) => [number, { paper }] as const));
}

/** Noon on a day of March 2024. */
export function day(number: number): Date {
  return new Date(Date.UTC(2024, 2, number, 12));
}
