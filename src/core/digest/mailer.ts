import type { Card } from '../chat/card.ts';
import type { Member } from '../chat/contract.ts';
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

/** A code by which somebody shows that a mailbox is theirs. */
export type CodeMail = {
  readonly address: string;
  readonly code: string;
  /** What to type with the code, and until when. */
  readonly command: string;
  readonly minutes: number;
};

/** Sends codes, not too many of them. */
export type CodeMailer = {
  /** Rejects with a PostFailure where the mail cannot be sent just now. */
  sendCode(member: Member, mail: CodeMail): Promise<'sent' | 'too many'>;
};
