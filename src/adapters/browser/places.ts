import type { Channel, Member } from '../../core/chat/channel.ts';
import type { Invocation } from '../../core/chat/command.ts';

/** The platform's name, in members and channels. */
export const PLATFORM = 'browser';

/** Somebody who is played at the window. */
export type Person = { readonly id: string; readonly name: string; readonly manages: boolean };

/** Who can be played: one who manages the channel, and one who does not. */
export const PEOPLE: readonly Person[] = [
  { id: 'ada', name: 'Ada', manages: true },
  { id: 'ben', name: 'Ben', manages: false },
];

/** The channel that both are in. */
export const SHARED = 'papers';

/** The direct conversation of a person with the bot. */
export function directOf(person: string): string {
  return `direct-${person}`;
}

/** Whose direct conversation it is; undefined for a channel. */
export function readDirect(channel: string): string | undefined {
  return /^direct-(\w+)$/u.exec(channel)?.[1];
}

/** A channel of a service, each of which is a workspace of the window. */
export function channelOf(service: string, id: string): Channel {
  return { platform: PLATFORM, workspace: service, id };
}

export function memberOf(service: string, person: string): Member {
  return { platform: PLATFORM, workspace: service, id: person };
}

/** Who says something where, as commands are told. */
export type Speaker = Pick<
  Invocation,
  'channel' | 'member' | 'memberName' | 'channelName' | 'mayManage' | 'zone'
>;

/** A person in a channel of a service. */
export function speakerOf(
  service: string,
  channel: string,
  { id, name, manages }: Person,
  zone = '',
): Speaker {
  const isDirect = readDirect(channel) !== undefined;
  return {
    channel: channelOf(service, channel),
    member: memberOf(service, id),
    memberName: name,
    mayManage: async () => manages || isDirect,
    ...(isDirect ? {} : { channelName: channel }),
    ...(isZone(zone) ? { zone } : {}),
  };
}

function isZone(zone: string): boolean {
  try {
    return zone !== '' && new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions() !== undefined;
  } catch {
    return false;
  }
}
