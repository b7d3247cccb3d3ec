import type { Card } from '../../chat/card.ts';
import type { Decided } from '../../store/digests/delivery.ts';

/** One message of a digest. Parts are numbered from 0 by their place. */
export type DigestPart = {
  readonly card: Card;
  /** Posted in the thread of the first part, where the platform has threads. */
  readonly underFirst?: true;
  /** Opens a thread for discussion on this message. */
  readonly thread?: { readonly name: string };
  /** The role or group it pings. */
  readonly pings?: string;
};

/** What a digest is made of this time. */
export type Composed = {
  /** In the order of the digest; none where `parts` only say that there is nothing. */
  readonly picks: readonly Pick<Decided, 'paper' | 'why' | 'told'>[];
  /** Each pick is an item of one of these cards. */
  readonly parts: readonly DigestPart[];
};
/** A paper and the line that says why it is there. */
export type ShownPaper = Composed['picks'][number];
