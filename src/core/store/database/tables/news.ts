import type { NewsKind } from '../../../papers/news/paper-news.ts';
import type { Timestamp } from './columns.ts';

/** What migration 13 makes: what is known of saved papers, and what has become of them. */
export type NewsTables = {
  /** `checked_at` is when it was looked up last. */
  paper_state: {
    paper: string;
    version: number | null;
    doi: string | null;
    code: string | null;
    withdrawn: string | null;
    retracted: string | null;
    version_at: Timestamp | null;
    text_at: Timestamp | null;
    checked_at: Timestamp | null;
  };
  paper_news: { paper: string; kind: NewsKind; detail: string; words: string; at: Timestamp };
};
