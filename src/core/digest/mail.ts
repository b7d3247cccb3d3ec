import type { Quotas } from '../async/sharing/quotas.ts';
import type { Card } from '../chat/card.ts';
import type { Member } from '../chat/channel.ts';
import type { Digest, Digests } from '../store/digests/digest.ts';

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
  /** Resolves once the server has taken the mail. Rejects with a MailFailure. */
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
  /** Whether one may be sent for this person to this address now; it counts as sent then. Rejects with a StoreFailure. */
  admit(member: Member, address: string): Promise<boolean>;
  /** Rejects with a MailFailure where the mail cannot be sent. */
  sendCode(mail: CodeMail): Promise<void>;
};

const hour = 60 * 60 * 1000;

/** Codes that may be sent within an hour. */
const limits = { person: 3, address: 3, all: 60 };

/**
 * Sends codes as long as one person, one address and all together have not had too many within the hour: nobody can
 * flood a mailbox, or guess by asking for ever new codes.
 */
export function limitCodes(sendCode: CodeMailer['sendCode'], quotas: Quotas, now: () => Date): CodeMailer {
  return {
    sendCode,
    async admit({ platform, workspace, id }, address) {
      const each = [
        { of: ['codes of all'], most: limits.all },
        { of: ['codes of a person', platform, workspace, id], most: limits.person },
        { of: ['codes to an address', address.toLowerCase()], most: limits.address },
      ];
      const until = await quotas.use(
        each.map((quota) => ({ ...quota, within: hour })),
        now(),
      );
      return until === undefined;
    },
  };
}

/** Ends the subscription that a secret link belongs to; an unknown secret ends nothing. Rejects with a StoreFailure. */
export async function endBySecret(
  digests: Pick<Digests, 'findBySecret' | 'remove'>,
  secret: string,
): Promise<void> {
  const digest = await digests.findBySecret(secret);
  // A channel's digest has a secret too, but nobody was ever sent it.
  if (digest !== undefined && digest.destination.kind !== 'channel')
    await digests.remove(digest.home, digest.id);
}
