import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandDeclaration, Option } from '../../../src/core/chat/command.ts';
import { answerForm, readOptions, writeOptions } from '../../../src/core/chat/options.ts';
import { LINEAR, measureGrowth } from '../../growth.ts';

const options: readonly Option[] = [
  { name: 'tag', description: 'a tag' },
  { name: 'note', description: 'a note', long: true },
  {
    name: 'show',
    description: 'which',
    choices: [
      { label: 'Not read yet', value: 'unread' },
      { label: 'Read', value: 'read' },
    ],
  },
  { name: 'at', description: 'when' },
];

describe('reading options', () => {
  it.each([
    ['', '', {}],
    ['uncertainty', 'uncertainty', {}],
    ['tag:physics entropy', 'entropy', { tag: 'physics' }],
    ['entropy TAG:physics', 'entropy', { tag: 'physics' }],
    ['deep tag:"to read" ensembles', 'deep ensembles', { tag: 'to read' }],
    ['2 note:"she said \\"no\\" \\\\o/"', '2', { note: 'she said "no" \\o/' }],
    ['2 note:"two\nlines"', '2', { note: 'two\nlines' }],
    ['2 note:“typed on a telephone”', '2', { note: 'typed on a telephone' }],
    ['2 note:"never closed, goes on', '2', { note: 'never closed, goes on' }],
    ['2 tag:""', '2', { tag: '' }],
    ['"early exit" title:window', '"early exit" title:window', {}],
    ['-"time series" author:"Xia"', '-"time series" author:"Xia"', {}],
    ['unread', '', { show: 'unread' }],
    ['unread entropy', 'entropy', { show: 'unread' }],
    ['entropy Unread', 'entropy', { show: 'unread' }],
    ['show:"not read yet" entropy', 'entropy', { show: 'unread' }],
    ['show:other entropy', 'entropy', { show: 'other' }],
    ['learning from unread mail', 'learning from unread mail', {}],
    ['"unread"', '"unread"', {}],
    ['unread learning to read', 'learning to read', { show: 'unread' }],
    ['at:"09:00 fri" uncertainty', 'uncertainty', { at: '09:00 fri' }],
    ['show unread uncertainty', 'uncertainty', { show: 'unread' }],
    ['uncertainty show read', 'uncertainty', { show: 'read' }],
    ['uncertainty at 09:00', 'uncertainty at 09:00', {}],
    ['looking at', 'looking at', {}],
    ['at 25:00', 'at 25:00', {}],
    ['tag:a tag:b', '', { tag: 'b' }],
    ['constructor:x __proto__:y', 'constructor:x __proto__:y', {}],
    [': tag: "" "', ': tag: "" "', {}],
  ])('takes %j apart', (text, rest, given) => {
    expect(readOptions(text, options)).toEqual({ text: rest, options: given });
  });

  it('leaves a text alone that has no options', () => {
    expect(readOptions('tag:physics unread')).toEqual({ text: 'tag:physics unread', options: {} });
  });

  it('reads what it wrote, whatever was typed', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '"',
        '\\',
        '“',
        '”',
        ' ',
        '\n',
        'tag:',
        'note:"',
        'unread',
        'at',
        '09:00',
        ':',
        'show:',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const parts = readOptions(pieces.join(''), options);
        expect(readOptions(writeOptions(parts), options)).toEqual(parts);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps every value that a form may give', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (tag, note) => {
        const written = writeOptions({ text: 'arxiv:2303.08010', options: { tag, note } });
        expect(readOptions(written, options)).toEqual({ text: 'arxiv:2303.08010', options: { tag, note } });
      }),
    );
  });

  it.each(['"', 'a:"', '\\"', '“', 'a:', '" \\', 'unread ', 'at '])(
    'takes no more than linear time over a text of %j',
    async (unit) => {
      const growth = await measureGrowth((size) => readOptions(unit.repeat(size), options), 4_000);
      expect(growth).toBeLessThan(LINEAR);
    },
  );
});

describe('a form that was filled in', () => {
  const argument = { name: 'paper', description: 'which', required: true, kind: 'paper' } as const;
  const command: CommandDeclaration = {
    name: 'papers',
    verb: 'note',
    description: '',
    argument,
    options,
    private: true,
  };

  it('stands in place of what the command said before', () => {
    const line = { name: 'papers', verb: 'note', text: '2 note:old tag:kept list:"a b"', page: 3 };
    const answered = answerForm(line, command, { note: 'a "new"\none' });
    expect(answered).toMatchObject({ name: 'papers', verb: 'note', page: 3 });
    expect(readOptions(answered.text, options)).toEqual({
      text: '2 list:"a b"',
      options: { note: 'a "new"\none', tag: 'kept' },
    });
  });

  it('may change the argument too', () => {
    const line = { name: 'papers', verb: 'note', text: '2' };
    expect(answerForm(line, command, { paper: 'arxiv:2303.08010', note: '' }).text).toBe(
      'arxiv:2303.08010 note:""',
    );
  });
});
