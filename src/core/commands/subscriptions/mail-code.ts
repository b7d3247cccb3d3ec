import { createHash, randomInt } from 'node:crypto';
import type { Card } from '../../chat/card.ts';
import type { Member } from '../../chat/channel.ts';
import { MailFailure } from '../../digest/mail-failure.ts';
import { dropInvisible } from '../../text/clean-text.ts';
import type { Request, Services } from '../command.ts';

/** Minutes for which a code works. */
const valid = 30;
/** Without those that are read for one another: 31 signs, so that 8 of them are a million million codes nearly. */
const signs = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const codeLength = 8;

/**
 * A dot-string at a domain, in any script (https://www.rfc-editor.org/rfc/rfc6531#section-3.3): nothing that nobody sees, that turns what
 * is beside it, or that is read as an encoded word (`=?utf-8?...?=`). The server has the last word on it.
 */
const addressPattern =
  /^(?!.*=\?)[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}.-]{0,251}[\p{L}\p{M}\p{N}])?$/u;

/** The address typed; undefined where it is none. Slack writes it as a link, `<mailto:a@b.org|a@b.org>`. */
export function readAddress(typed: string): string | undefined {
  const text = typed.trim().replace(/^<mailto:([^|>]+)(?:\|[^>]*)?>$/u, '$1');
  return text.length <= 254 && addressPattern.test(text) && dropInvisible(text) === text ? text : undefined;
}

/** Sends a code to an address that somebody says is theirs, and tells what to do with it. */
export async function sendCode(
  address: string,
  { member }: Pick<Request, 'member'>,
  services: Services,
): Promise<Card> {
  const { mail, store, typed } = services;
  if (mail === undefined) return explainNoMail();
  const code = Array.from({ length: codeLength }, () => signs[randomInt(signs.length)]).join('');
  const expires = new Date(services.now().getTime() + valid * 60_000);
  const command = typed('papers', 'confirm', code);
  if (!(await mail.admit(member, address))) return explainTooMany();
  // Before it is sent: a code in a mailbox always works.
  await store.addresses.propose(member, { address, codeHash: hashCode(code, member), expires });
  try {
    await mail.sendCode({ address, code, command, minutes: valid });
  } catch (error) {
    if (!(error instanceof MailFailure)) throw error;
    // Whether there is such a mailbox is told to nobody.
    if (error.trouble !== 'address' && error.trouble !== 'full') return explainTrouble();
  }
  return {
    title: 'A code is on its way',
    text: `It goes to ${address}. Type ${typed('papers', 'confirm')} and the code within ${valid} minutes; check your spam folder too. No papers are sent before that.`,
    buttons: [{ label: 'Confirm', command: { name: 'papers', verb: 'confirm', text: '' } }],
  };
}

/** What is kept of a code; no other member's code has the same. */
export function hashCode(typed: string, { platform, workspace, id }: Member): string {
  const code = typed.toUpperCase().replace(/[^A-Z0-9]/gu, '');
  return createHash('sha256')
    .update(JSON.stringify([platform, workspace, id, code]))
    .digest('hex');
}

export function explainNoMail(): Card {
  return {
    title: 'E-mail is not set up here',
    text: 'Whoever runs this bot can set SMTP_URL. Direct messages work: by:dm.',
  };
}

function explainTrouble(): Card {
  return {
    title: 'The code could not be sent just now',
    text: 'The mail server does not accept mail at the moment. Try again in a few minutes.',
  };
}

function explainTooMany(): Card {
  return {
    title: 'Too many codes',
    text: 'Use the last one you got, or ask for another in an hour.',
  };
}
