import type { Generated } from 'kysely';
import type { Answer, FollowKind, ToldKind } from '../../follows/follow.ts';

/** What migration 11 makes: what is followed, and what was told of it. */
export type FollowTables = {
  /** `seed` is an AuthorEvidence in JSON. */
  follows: {
    id: Generated<number>;
    digest: number;
    kind: FollowKind;
    key: string;
    label: string;
    orcid: string | null;
    seed: string | null;
    created_at: number;
  };
  /** `evidence` is an AuthorEvidence in JSON. Without `delivery` what was known when the following began. */
  follow_told: {
    follow: number;
    paper: string;
    kind: ToldKind;
    delivery: number | null;
    told_at: number;
    evidence: string | null;
    answer: Answer | null;
    answered_at: number | null;
  };
};
