import type { Generated, Kysely } from 'kysely';
import type { DigestTables } from '../digests/tables.ts';

/** A moment in milliseconds since 1970. */
export type Moment = number;
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
    saved_at: Moment;
    on_purpose: Flag;
    removed_at: Moment | null;
    read_at: Moment | null;
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
    given_at: Moment;
  };
  messages: {
    id: Generated<number>;
    platform: string;
    workspace: string;
    channel: string;
    message: string;
    home: string;
    shown_at: Moment;
  };
  message_papers: { message: number; position: number; paper: string };
  lists: {
    id: Generated<number>;
    platform: string;
    workspace: string;
    channel: string;
    member: number;
    key: string;
    shown_at: Moment;
  };
  list_papers: { list: number; number: number; paper: string };
};

/** What migration 3 makes: who was deleted lately. */
type ForgottenTables = { forgotten: { fingerprint: string; forgotten_at: Moment } };

/** All tables, as the newest migration leaves them. */
export type Tables = SavingTables &
  DigestTables &
  ForgottenTables & {
    /** One row. */
    schema_version: { version: number };
  };

/** The tables, in a transaction or outside of one. */
export type Queries = Kysely<Tables>;
