import type { Member } from '../chat/contract.ts';
import type { CodeMail, CodeMailer } from './mailer.ts';

const hour = 60 * 60 * 1000;

/** Codes that may be sent within an hour. */
const limits = { person: 3, address: 3, all: 60 };

/**
 * Sends codes as long as one person, one address and all together have not had too many within the hour: nobody can
 * flood a mailbox, or guess by asking for ever new codes. Counted by this process alone.
 */
export function limitCodes(send: (mail: CodeMail) => Promise<void>, now: () => Date): CodeMailer {
  const sent: { readonly person: string; readonly address: string; readonly at: number }[] = [];
  return {
    async sendCode({ platform, workspace, id }: Member, mail) {
      const at = now().getTime();
      while (sent[0] !== undefined && sent[0].at <= at - hour) sent.shift();
      const person = JSON.stringify([platform, workspace, id]);
      const address = mail.address.toLowerCase();
      const isTooMuch =
        sent.length >= limits.all ||
        sent.filter((one) => one.person === person).length >= limits.person ||
        sent.filter((one) => one.address === address).length >= limits.address;
      if (isTooMuch) return 'too many';
      sent.push({ person, address, at });
      await send(mail);
      return 'sent';
    },
  };
}
