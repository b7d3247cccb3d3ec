import type { Member } from '../../chat/channel.ts';
import type { PaperNews, Telling } from '../../papers/news/paper-news.ts';
import type { PaperId } from '../../papers/paper.ts';

/** Something that became of a paper in somebody's list after they saved it. */
export type SavedPaperNews = PaperNews & { readonly paper: PaperId; readonly at: Date };

/** What has become of the papers that people saved. Methods reject with a StoreFailure. */
export type SavedNews = {
  /** The oldest first; all that is known, told or not. */
  of(member: Member): Promise<readonly SavedPaperNews[]>;
  /** Those who have news of theirs and no message that tells it, with the moment of the first; not those who want none. */
  waiting(): Promise<readonly { readonly member: Member; readonly since: Date }[]>;
  isOff(member: Member): Promise<boolean>;
  switchOff(member: Member, isOff: boolean): Promise<void>;
  /** Saved papers that were not looked up since then, those that wait longest first. */
  unchecked(before: Date, limit: number): Promise<readonly PaperId[]>;
  /** Takes what was looked up; papers that nobody has saved are passed over. */
  take(tellings: readonly Telling[], at: Date): Promise<void>;
  /** These papers were looked up then, whatever was found. */
  checked(papers: readonly PaperId[], at: Date): Promise<void>;
};
