import type { Generated, Kysely } from 'kysely';
import type { Outcome } from '../digests/delivery.ts';
import type { FollowTables } from './follow-tables.ts';

/** A moment in milliseconds since 1970. */
export type Timestamp = number;
/** 0 or 1. */
export type Flag = number;

/** What migration 1 makes: people's lists, and what the bot has shown. */
type SavingTables = {
  /** A number for everybody of whom anything is kept; deleting it deletes all that is theirs. */
  members: { id: Generated<number>; platform: string; workspace: string; name: string };
  /** `record` is a Paper in JSON. */
  papers: { id: string; record: string };
  /** `tags` is a JSON array. `removed_at` for what was taken out; `on_purpose` where not by reactions alone. */
  saves: {
    member: number;
    paper: string;
    saved_at: Timestamp;
    on_purpose: Flag;
    removed_at: Timestamp | null;
    read_at: Timestamp | null;
    note: string;
    tags: string;
  };
  marks: {
    platform: string;
    workspace: string;
    channel: string;
    message: string;
    member: number;
    emoji: string;
    paper: string;
    tag: string | null;
    given_at: Timestamp;
  };
  messages: {
    id: Generated<number>;
    platform: string;
    workspace: string;
    channel: string;
    message: string;
    home: string;
    shown_at: Timestamp;
  };
  message_papers: { message: number; position: number; paper: string };
};

/** What migration 3 makes: who was deleted lately. */
type ForgottenTables = { forgotten: { fingerprint: string; forgotten_at: Timestamp } };

/** What migration 8 makes: which workspaces removed the bot. */
type WorkspaceTables = {
  removed_workspaces: { platform: string; workspace: string; removed_at: Timestamp };
};

/** What migration 10 makes: where the bot has introduced itself. */
type WelcomeTables = {
  /** `channel` is '' for a whole workspace. */
  welcomed_places: { platform: string; workspace: string; channel: string; welcomed_at: Timestamp };
};

/** What migration 4 makes: what services told. */
type SourceTables = {
  /**
   * A row for each paper of each source; `paper` is its id and `record` a Paper in JSON. `mark` grows with every change of any
   * row. What is gone stays as a row, so that others hear of it.
   */
  source_papers: {
    source: string;
    key: string;
    day: string;
    line: number;
    mark: number;
    came_at: Timestamp;
    paper: string;
    record: string;
    gone: Flag;
  };
  /** `status` is a SourceStatus in JSON. */
  source_statuses: { source: string; status: string };
  host_turns: {
    host: string;
    holder: string | null;
    held_until: Timestamp;
    next_at: Timestamp;
    cooling_until: Timestamp;
    cooling_for: string | null;
    refusals: number;
  };
  /**
   * A row for each paper that people added, in each workspace where they did; `key` is its name in `source_papers` and `paper`
   * its id. Without `member` once who added it was forgotten.
   */
  added_papers: {
    key: string;
    platform: string;
    workspace: string;
    paper: string;
    member: number | null;
    added_at: Timestamp;
  };
};

/** What migration 5 makes: by which names papers are known that were shown in a place. */
type NameTables = { paper_names: { paper: string; name: string; author: string } };

/** What migration 7 makes: what numbers mean. */
type NumberedTables = {
  /**
   * `message` is the first of the list's, and `thread` that in whose thread it is; both are '' for none. `member` sees it alone;
   * everybody in the channel does without.
   */
  numbered_lists: {
    id: Generated<number>;
    platform: string;
    workspace: string;
    channel: string;
    thread: string;
    message: string;
    member: number | null;
    key: string;
    shown_at: Timestamp;
  };
  /** `message` is that on which the paper is; '' where it has none. */
  numbered_papers: { list: number; number: number; paper: string; message: string };
};

/** All tables, as the newest migration leaves them. */
export type Tables = SavingTables &
  DigestTables &
  ForgottenTables &
  WorkspaceTables &
  WelcomeTables &
  SourceTables &
  NameTables &
  NumberedTables &
  FollowTables & {
    /** One row. */
    schema_version: { version: number };
  };

/** The tables, in a transaction or outside of one. */
export type Queries = Kysely<Tables>;

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
