import type { Generated } from 'kysely';
import type { Outcome } from '../../digests/delivery.ts';
import type { Flag, Timestamp } from './columns.ts';

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
  place_papers: { place: number; paper: string; delivery: number; shown_at: Timestamp };
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
    layout: 'cards' | 'compact' | 'recap' | 'follows';
    thread: Flag;
    pings: string | null;
    maker: number | null;
    created_at: Timestamp;
    declared_as: string | null;
    paused_at: Timestamp | null;
    paused_for: string | null;
    /** Its creator does not know yet that it is paused. */
    untold: Flag;
    /** Who tells it, and until when nobody else does. Since migration 9. */
    teller: string | null;
    telling_until: Generated<Timestamp>;
    next_due: Timestamp;
    /** When and why `next_due` was put right; until it has come. Since migration 6. */
    moved_at: Timestamp | null;
    moved_for: string | null;
    last_sent: Timestamp | null;
    refusals: number;
    last_failure: string | null;
    secret: string;
    /** Whether saves decide what comes; null for yes. Since migration 12. */
    taste: Flag | null;
  };
  deliveries: {
    id: Generated<number>;
    digest: number;
    due: Timestamp;
    on_demand: Flag;
    key: string;
    started_at: Timestamp;
    attempt: number;
    /** Since when something may have been posted that is not in `delivery_posts`. */
    doubtful_since: Timestamp | null;
    holder: string | null;
    /** Nobody else takes it up before. */
    held_until: Timestamp;
    decided: Flag;
    outcome: Outcome | null;
    ended_at: Timestamp | null;
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
    confirmed_at: Timestamp | null;
    proposed: string | null;
    code_hash: string | null;
    expires_at: Timestamp | null;
    tries: number;
  };
};
