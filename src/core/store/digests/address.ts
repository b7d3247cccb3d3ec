import type { Member } from '../../chat/channel.ts';

/** A mailbox that somebody wants digests in: used once it is confirmed by the code sent there. */
export type Address = {
  readonly member: Member;
  readonly address: string;
  readonly confirmedAt?: Date;
};

/** The mailboxes of people; one a person in a workspace. */
export type Addresses = {
  find(member: Member): Promise<Address | undefined>;
  /** Takes the place of an earlier address; a confirmed one stays in use until the new one is confirmed. */
  propose(member: Member, proposal: AddressProposal): Promise<void>;
  /** `wrong` five times in a row ends the proposal. */
  confirm(member: Member, codeHash: string, at: Date): Promise<Confirmation>;
  remove(member: Member): Promise<boolean>;
};

export type AddressProposal = {
  readonly address: string;
  /** The code itself is not kept. */
  readonly codeHash: string;
  readonly expires: Date;
};

export type Confirmation =
  | { readonly kind: 'confirmed'; readonly address: string }
  | { readonly kind: 'wrong' | 'expired' | 'none' };
