import type { Config } from '../../config/config.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Which chat services are set up, and whether mail can be sent. */
export function examinePlatforms({ platforms, mail }: Config): readonly Diagnosis[] {
  const set = (subject: string, line: string | undefined, otherwise: string): Diagnosis =>
    line === undefined
      ? { state: 'off', subject, lines: [otherwise] }
      : { state: 'ok', subject, lines: [line] };
  return [
    ...platforms.map(({ kind, ready }) => set(kind.name, ready?.state, kind.absence)),
    set('e-mail', mail && `from ${mail.from} by ${new URL(mail.smtpUrl).host}`, 'has no server'),
  ];
}
