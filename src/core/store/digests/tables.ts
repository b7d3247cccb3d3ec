import type { Generated } from 'kysely';
import type { Flag, Moment } from '../database/schema.ts';
import type { Outcome } from './digests.ts';

/** What migration 2 makes: digests, what became of them, and mailboxes. */
export type DigestTables = {
  /** Where digests go: `name` is a channel's id, or a person's for `direct` and `mail`. */
  places: {
    id: Generated<number>;
    kind: 'channel' | 'direct' | 'mail';
    platform: string;
    workspace: string;
    name: string;
    /** The person it is, and goes with. */
    member: number | null;
    /** Grows with every decision about what is shown there. */
    version: number;
  };
  /** Papers shown in a place, by each delivery that showed them. */
  place_papers: { place: number; paper: string; delivery: number; shown_at: Moment };
  digests: {
    id: Generated<number>;
    place: number;
    home_platform: string;
    home_workspace: string;
    /** The channel's name, where it is known. */
    channel_name: string | null;
    address: string | null;
    schedule: string;
    zone: string;
    topic: string;
    count: number;
    layout: 'cards' | 'compact' | 'recap';
    thread: Flag;
    pings: string | null;
    maker: number | null;
    created_at: Moment;
    declared_as: string | null;
    paused_at: Moment | null;
    paused_for: string | null;
    /** Its maker does not know yet that it is paused. */
    untold: Flag;
    next_due: Moment;
    last_sent: Moment | null;
    refusals: number;
    last_failure: string | null;
    secret: string;
  };
  deliveries: {
    id: Generated<number>;
    digest: number;
    due: Moment;
    on_demand: Flag;
    key: string;
    started_at: Moment;
    attempt: number;
    /** Since when something may have been posted that is not in `delivery_posts`. */
    doubtful_since: Moment | null;
    holder: string | null;
    /** Nobody else takes it up before. */
    held_until: Moment;
    decided: Flag;
    outcome: Outcome | null;
    ended_at: Moment | null;
    remark: string | null;
  };
  delivery_papers: { delivery: number; position: number; paper: string; why: string; part: number };
  /** A row for each message of each part that is known to be posted; `message` is null where the platform told none. */
  delivery_posts: {
    delivery: number;
    part: number;
    position: number;
    platform: string;
    workspace: string;
    channel: string;
    message: string | null;
  };
  addresses: {
    member: number;
    address: string | null;
    confirmed_at: Moment | null;
    proposed: string | null;
    code_hash: string | null;
    expires_at: Moment | null;
    tries: number;
  };
};
