import type { Member, Workspace } from '../../chat/channel.ts';
import type { PaperId } from '../../papers/paper.ts';

/** Where, when and by whom a paper was added. */
export type AddedPaper = {
  /** Its name among the papers that are kept because people added them. */
  readonly key: string;
  readonly at: Date;
  /** Unknown once that person was forgotten. */
  readonly by?: Member;
};

/** Which papers people added in each workspace; another one never hears of it. Methods reject with a StoreFailure. */
export type AddedPapers = {
  /** Records that a member added a paper in their workspace; where somebody did before, that stays. */
  record(key: string, paper: PaperId, by: Member, at: Date): Promise<void>;
  /** How a paper came to be added in a workspace. Undefined too where it is here for other reasons alone. */
  find(workspace: Workspace, paper: PaperId): Promise<AddedPaper | undefined>;
  /** Which of the papers were added in a workspace; none in direct messages that belong to no workspace. */
  among(workspace: Workspace, papers: readonly PaperId[]): Promise<ReadonlySet<PaperId>>;
  /** Takes back that it was added there. The paper leaves once no workspace has added it; whether anything was taken back. */
  takeDown(workspace: Workspace, paper: PaperId): Promise<boolean>;
};
