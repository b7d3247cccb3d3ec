import type { Generated, Kysely } from 'kysely';
import type { Flag, Timestamp } from './tables/columns.ts';
import type { DigestTables } from './tables/digests.ts';
import type { FollowTables } from './tables/follows.ts';
import type { NewsTables } from './tables/news.ts';

/** What migration 1 makes: people's lists, and what the bot has shown. */
type SavingTables = {
  /** A number for everybody of whom anything is kept; deleting it deletes all that is theirs. */
  members: {
    id: Generated<number>;
    platform: string;
    workspace: string;
    name: string;
    /** Only what is saved since then tells what they like; null for all. Since migration 12. */
    taste_since: Timestamp | null;
    /** They want nothing to be learned. */
    taste_off: Generated<Flag>;
    /** They want no news of the papers they saved. Since migration 13. */
    news_off: Generated<Flag>;
  };
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
    /** The channel in which a button for all to see saved it. Since migration 12. */
    pressed_in: string | null;
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

/** What migration 15 makes: where apps are installed, and what services told already. */
type InstallationTables = {
  /** `sealed` is encrypted, or '' where `organisation` has it; that is '' for an installation of the workspace's own. */
  installations: {
    platform: string;
    workspace: string;
    organisation: string;
    sealed: string;
    installed_at: Timestamp;
  };
  /** `seen_at` is by the clock of the database. */
  seen_events: { name: string; seen_at: Timestamp };
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

/** What migration 12 makes: what people want less of. */
type TasteTables = { not_wanted: { member: number; paper: string; at: Timestamp } };

/** What migrations 14 and 16 make: what processes share out among themselves, and count together. */
type ProcessTables = {
  leases: { name: string; holder: string; held_until: Timestamp };
  /** A row for each use; `quota` is a fingerprint of what it is of, and whose. */
  quota_uses: { quota: string; counts_until: Timestamp };
  /** `key` is a fingerprint; the next turn under it begins at `next_at`, or when it is asked for. */
  shared_turns: { key: string; next_at: Timestamp };
};

/** What migration 17 makes: the texts behind signs on buttons. */
type TextTables = { long_texts: { sign: string; text: string; shown_at: Timestamp } };

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
  InstallationTables &
  SourceTables &
  NameTables &
  NumberedTables &
  FollowTables &
  NewsTables &
  ProcessTables &
  TextTables &
  TasteTables & {
    /** One row. */
    schema_version: { version: number };
  };

/** The tables, in a transaction or outside of one. */
export type Queries = Kysely<Tables>;
