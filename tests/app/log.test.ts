import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/app/log.ts';
import { nobodyTyped } from '../../src/core/text/log-entry.ts';

function record(level: 'debug' | 'info' | 'warn' | 'error', secrets: readonly string[] = []) {
  const lines: string[] = [];
  const now = () => new Date('2026-03-12T09:30:00.123Z');
  return { lines, log: createLog({ level, secrets, now, write: (line) => lines.push(line) }) };
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
});
