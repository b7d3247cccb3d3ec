import type { Workspace } from '../channel.ts';

/** An app was let into a workspace, or into a whole organisation, which goes by its own id here. */
export type Installation = Workspace & {
  /** The organisation whose installation the workspace takes part in; '' where it has its own. */
  readonly organisation: string;
  /** What lets the platform speak there, encrypted by the platform; '' where the organisation has it. */
  readonly sealed: string;
  readonly at: Date;
};

/** Where an app is installed, for platforms that let many workspaces in. Every method rejects where that cannot be asked just now. */
export type Installations = {
  /** Takes the place of an earlier one of the workspace. Yields whether it is back: its removal was noted, and what it had is there. */
  keep(installation: Installation): Promise<boolean>;
  /** The workspace takes part in its organisation's installation, unless it is known already. */
  join(installation: Omit<Installation, 'sealed'>): Promise<void>;
  find(workspace: Workspace): Promise<Installation | undefined>;
  list(platform: string): Promise<readonly Installation[]>;
  /**
   * Ends one as it was found, and what takes part in it; nothing where it was replaced since. In the same step it is noted that the
   * app was removed there. Yields where it is no more, itself included.
   */
  end(installation: Installation): Promise<readonly Workspace[]>;
  /** Keeps what is `sealed` encrypted anew; nothing where the installation was replaced since. */
  reseal(installation: Installation, sealed: string): Promise<void>;
};
