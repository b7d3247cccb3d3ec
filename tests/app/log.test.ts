import { describe, expect, it } from 'vitest';
import { createLog, type LogFormat } from '../../src/app/log.ts';
import { incidentOf, logFailure, reportFailure } from '../../src/core/chat/failures.ts';
import { entry, nobodyTyped } from '../../src/core/text/log-entry.ts';

function record(
  level: 'debug' | 'info' | 'warn' | 'error',
  secrets: readonly string[] = [],
  format: LogFormat = 'text',
) {
  const lines: string[] = [];
  const now = () => new Date('2026-03-12T09:30:00.123Z');
  return { lines, log: createLog({ level, secrets, format, now, write: (line) => lines.push(line) }) };
}

describe('the log', () => {
  it('writes a line a message, with time and level', () => {
    const { log, lines } = record('info');
    log.info(nobodyTyped('88 papers'));
    expect(lines).toEqual(['2026-03-12T09:30:00Z info  88 papers\n']);
  });

  it('leaves out what is below its level', () => {
    const { log, lines } = record('warn');
    log.debug(nobodyTyped('a'));
    log.info(nobodyTyped('b'));
    log.warn(nobodyTyped('c'));
    log.error(nobodyTyped('d'));
    expect(lines.map((line) => line.slice(-2, -1))).toEqual(['c', 'd']);
  });

  it('ends a sentence once that ends with another', () => {
    const { log, lines } = record('info');
    const why = entry`The port is taken; set PORT to a free one.`;
    log.info(entry`It cannot be opened: ${why}. The next try is in ${5} s.`);
    expect(lines[0]).toContain(
      'opened: The port is taken; set PORT to a free one. The next try is in 5 s.\n',
    );
  });

  it('hides secrets, the longer ones first', () => {
    const { log, lines } = record('info', ['xoxb-1', 'xoxb-1-long', '']);
    log.info(nobodyTyped('token xoxb-1-long and xoxb-1'));
    expect(lines[0]).toContain('token [secret] and [secret]\n');
  });

  it('keeps hostile text in one line without escape sequences', () => {
    const { log, lines } = record('info');
    log.info(nobodyTyped('a\n2026-03-12 error fake\r\n\u001B[31mred'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('a | 2026-03-12 error fake |  [31mred\n');
  });

  it('writes a line with a run of hundreds of thousands of spaces at once', () => {
    const { log, lines } = record('info');
    log.info(nobodyTyped(`a${' '.repeat(300_000)}b`));
    expect(lines).toHaveLength(1);
  });

  it('is one JSON object a line for programs, with the part that says it, and no secret', () => {
    const { log, lines } = record('info', ['xoxb-"1'], 'json');
    log.info(nobodyTyped('88 "papers"\nfrom xoxb-"1'));
    log.of('slack').warn(nobodyTyped('late'));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { time: '2026-03-12T09:30:00Z', level: 'info', message: '88 "papers" | from [secret]' },
      { time: '2026-03-12T09:30:00Z', level: 'warn', message: 'late', part: 'slack' },
    ]);
    expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
  });

  it('gives all lines of one failure the number that the person is told, and others another', async () => {
    const { log, lines } = record('info', [], 'json');
    const cause = new Error('typed words');
    const failure = new Error('not here', { cause });
    log.of('database').error(nobodyTyped('The disk is full.'), cause);
    const told = reportFailure(failure, entry`/papers`, log);
    await logFailure(Promise.reject(failure), entry`A digest`, log);
    log.warn(nobodyTyped('and more'), new Error('of something else'));
    reportFailure('no error at all', entry`/paper`, log);
    const logged = lines.map((line) => JSON.parse(line));
    expect(logged.slice(0, 3).map(({ incident }) => incident)).toEqual([told, told, told]);
    expect(logged[1].message).toContain(`Incident ${told}: /papers failed: `);
    expect(logged[3].incident).not.toBe(told);
    expect(logged[4].message).toContain(`Incident ${logged[4].incident}: `);
    expect(incidentOf(failure)).toBe(told);
    expect(lines.join()).not.toMatch(/typed words|not here|no error at all/u);
  });

  it('knows the newest errors, and how many lines it was told of each level, those it left out too', () => {
    const { log } = record('error');
    for (let at = 1; at <= 25; at += 1) log.of('digests').error(entry`Failure ${at}`);
    log.info(nobodyTyped('left out'));
    const errors = log.lastErrors();
    expect(errors).toHaveLength(20);
    expect([errors[0]?.message, errors.at(-1)?.message]).toEqual(['Failure 6', 'Failure 25']);
    expect(errors[0]?.part).toBe('digests');
    expect(log.counts()).toEqual({ debug: 0, info: 1, warn: 0, error: 25 });
  });
});
