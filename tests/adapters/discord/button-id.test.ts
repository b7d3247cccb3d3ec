import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changeButtonId,
  readButtonId,
  writeButtonIds,
} from '../../../src/adapters/discord/render/button-id.ts';
import type { Button } from '../../../src/core/chat/card.ts';

const similar = (at: number): Button => ({
  label: 'Similar',
  command: { name: 'papers', verb: 'similar', text: `arxiv:2303.0801${at}` },
});

test('a button is changed in its place, and only where its command fits beside what the others need', () => {
  const saved: Button = { label: '✓ Saved', command: { name: 'papers', verb: 'unsave', text: 'arxiv:1' } };
  const long: Button = { label: 'Next', command: { name: 'paper', text: 'word '.repeat(60) } };
  const plain = writeButtonIds([similar(1), similar(2)]);
  const changed = changeButtonId(plain[1] ?? '', saved) ?? '';
  expect(readButtonId(changed, [plain[0] ?? '', changed])?.line).toEqual(saved.command);
  expect(changed).not.toBe(changeButtonId(plain[0] ?? '', saved));
  const [first = '', ...others] = writeButtonIds([
    similar(1),
    long,
    ...Array.from({ length: 9 }, (_, at) => similar(at)),
  ]);
  expect(first).toHaveLength(100);
  expect(
    changeButtonId(first, { ...saved, command: { ...saved.command, text: 'arxiv:2303.08011v12' } }),
  ).toBeUndefined();
  const short = changeButtonId(first, saved) ?? '';
  expect(readButtonId(others[0] ?? '', [short, ...others])?.line).toEqual(long.command);
  expect(changeButtonId(first, long)).toBeUndefined();
});

describe('the custom id of a button', () => {
  test('carries its command', () => {
    const next: Button = {
      label: 'Next',
      command: { name: 'lab-paper', text: 'a|b = ~c', page: 3 },
      replaces: true,
    };
    const ids = writeButtonIds([similar(1), next]);
    expect(ids[1]).toBe('1!3|lab-paper||=a|b = ~c');
    expect(readButtonId(ids[1] ?? '', ids)).toEqual({ line: next.command, replaces: true });
    expect(readButtonId(ids[0] ?? '', ids)).toEqual({ line: similar(1).command, replaces: false });
  });

  test('carries that the form of its command is asked for', () => {
    const command = { name: 'digest', verb: 'add', text: 'x at:25:00', form: 'asked' } as const;
    const ids = writeButtonIds([{ label: 'Change …', command }]);
    expect(readButtonId(ids[0] ?? '', ids)).toEqual({ line: command, replaces: false });
    const [id = ''] = writeButtonIds([{ label: 'x', command: { ...command, form: 'answered' } }]);
    expect(readButtonId(id, [id])?.line).not.toHaveProperty('form');
  });

  test('carries a long text together with the other buttons of the message', () => {
    const text = 'calibrated uncertainty for graph neural networks '.repeat(6).trim();
    const buttons: Button[] = [
      ...[1, 2, 3].map(similar),
      { label: 'Previous', command: { name: 'paper', text, page: 1 }, replaces: true },
      { label: 'Next', command: { name: 'paper', text, page: 3 }, replaces: true },
    ];
    const ids = writeButtonIds(buttons);
    expect(ids.every((id) => id.length <= 100)).toBe(true);
    expect(readButtonId(ids[4] ?? '', ids)?.line).toEqual({ name: 'paper', text, page: 3 });
  });

  test.each([
    ['too long for all of them', 'x'.repeat(500)],
    ['with the mark in it that ids are parted by', 'a␟b'],
  ])('stands for a text %s, as long as this process knows it', (_, text) => {
    const command = { name: 'paper', text };
    const [id = '', other = ''] = writeButtonIds([{ label: 'Next', command }, similar(1)]);
    expect(readButtonId(id, [id, other])?.line).toEqual(command);
    expect(readButtonId(other, [id, other])?.line).toEqual(similar(1).command);
    expect(readButtonId(`${id.slice(0, -1)}!`, [id, other])).toBeUndefined();
  });

  test('says so where it is not ours', () => {
    for (const id of ['', 'save:1', '0.1|a', '0.1|a|b|c', '0.1|a|b|~1,2,3', '0.1|a|b|~x', '0.1|a|b|#x']) {
      expect(readButtonId(id, [id])).toBeUndefined();
    }
  });

  test('gives back any command', () => {
    const line = fc.record(
      {
        name: fc.string({ minLength: 1, maxLength: 20 }),
        verb: fc.string({ minLength: 1, maxLength: 20 }),
        text: fc.string({ unit: 'grapheme', maxLength: 150 }),
      },
      { requiredKeys: ['name', 'text'] },
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
        const ids = writeButtonIds(lines.map((command) => ({ label: 'x', command })));
        expect(new Set(ids).size).toBe(ids.length);
        for (const [at, id] of ids.entries()) {
          expect(id.length).toBeLessThanOrEqual(100);
          expect(readButtonId(id, ids)?.line).toEqual(lines[at]);
        }
      }),
    );
  });
});
