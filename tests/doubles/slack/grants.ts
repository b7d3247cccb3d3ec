import { randomBytes } from 'node:crypto';
import type { World } from './world.ts';

/** What a person's act lets the app do for a while. */
export type ResponseGrant = {
  readonly url: string;
  readonly user: string;
  readonly channel: string;
  readonly threadTs?: string;
  /** The message whose button was pressed; absent for a slash command. */
  readonly original?: string;
  /** By what the test has skipped, in milliseconds. */
  readonly expires: number;
  uses: number;
};

export type Grants = {
  /** A trigger that opens one view for this person within three seconds. */
  issueTrigger(user: string): string;
  /** Whether a trigger was issued here, spent or not. */
  knows(trigger: string): boolean;
  /** Uses a trigger up; yields whose it is, or why it cannot be used. */
  spendTrigger(trigger: string): { readonly user: string } | { readonly error: string };
  issueResponseUrl(grant: Pick<ResponseGrant, 'user' | 'channel' | 'threadTs' | 'original'>): string;
  /** Counts one use of an address; undefined where it is unknown, older than 30 minutes or used five times. */
  spendResponseUrl(path: string): ResponseGrant | undefined;
};

const TRIGGER_LIFE = 3_000;
const RESPONSE_LIFE = 30 * 60_000;
const RESPONSE_USES = 5;

export function createGrants(world: World, origin: () => string): Grants {
  const triggers = new Map<string, { readonly user: string; readonly expires: number; spent: boolean }>();
  const responses = new Map<string, ResponseGrant>();
  return {
    issueTrigger(user) {
      const trigger = `${world.clock.now()}.${world.nextId('')}.${randomBytes(8).toString('hex')}`;
      triggers.set(trigger, { user, expires: world.clock.skipped() + TRIGGER_LIFE, spent: false });
      return trigger;
    },
    knows: (trigger) => triggers.has(trigger),
    spendTrigger(trigger) {
      const grant = triggers.get(trigger);
      if (grant === undefined) return { error: 'invalid_trigger_id' };
      if (grant.spent) return { error: 'exchanged_trigger_id' };
      if (grant.expires < world.clock.skipped()) return { error: 'expired_trigger_id' };
      grant.spent = true;
      return { user: grant.user };
    },
    issueResponseUrl(grant) {
      const path = `/respond/${world.team.id}/${randomBytes(12).toString('hex')}`;
      const url = `${origin()}${path}`;
      responses.set(path, { ...grant, url, expires: world.clock.skipped() + RESPONSE_LIFE, uses: 0 });
      return url;
    },
    spendResponseUrl(path) {
      const grant = responses.get(path);
      if (grant === undefined || grant.expires < world.clock.skipped() || grant.uses >= RESPONSE_USES)
        return undefined;
      grant.uses += 1;
      return grant;
    },
  };
}
