import type { Card } from '../chat/card.ts';
import type { Digest } from '../store/digests.ts';

/** A digest for a mailbox. */
export type Mail = {
  readonly digest: Digest;
  /** A confirmed address. */
  readonly address: string;
  /** The cards of the digest in their order, all in one mail. */
  readonly cards: readonly Card[];
  /** The same for every try of the same mail: made the Message-ID, by which mailboxes drop a second copy. */
  readonly key: string;
  readonly at: Date;
};

/** Sends mail. */
export type Mailer = {
  /**
   * Resolves once the server has taken the mail. Rejects with a PostFailure: `gone` for an address that the server
   * refuses for good, `passing` for what may work later.
   */
  send(mail: Mail): Promise<void>;
};
