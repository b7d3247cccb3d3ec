import type { Config } from '../../config/config.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Which chat services are set up and what troubles the bot there, and whether mail can be sent. */
export async function examinePlatforms({ platforms, mail, data }: Config): Promise<readonly Diagnosis[]> {
  const set = (subject: string, line: string | undefined, otherwise: string): Diagnosis =>
    line === undefined
      ? { state: 'off', subject, lines: [otherwise] }
      : { state: 'ok', subject, lines: [line] };
  const services = platforms.map(async ({ kind, ready }): Promise<Diagnosis> => {
    const trouble = await ready?.findTrouble?.(data);
    return trouble === undefined
      ? set(kind.name, ready?.state, kind.absence)
      : { state: 'wrong', subject: kind.name, lines: [trouble] };
  });
  return [
    ...(await Promise.all(services)),
    set('e-mail', mail && `from ${mail.from} by ${new URL(mail.smtpUrl).host}`, 'has no server'),
  ];
}
