import type { Workspace } from '../channel.ts';
import type { Preview } from './preview.ts';

/** What a window may ask of the program around it. */
export type WindowMeans = {
  /** The services it can show; loads what draws them. */
  previews(): Promise<readonly Preview[]>;
  /** Has the next digest of each plan of the workspace come now; yields how many there are. */
  bringDigests(workspace: Workspace): Promise<number>;
  /** A page of HTML: the mail that a digest would be which was posted under that key; undefined where none was. */
  drawMail(key: string): Promise<string | undefined>;
};
