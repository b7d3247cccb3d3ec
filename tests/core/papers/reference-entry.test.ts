import { expect, it } from 'vitest';
import { boundEntry } from '../../../src/core/papers/reference-entry.ts';

it('keeps of an entry what the paper does not say itself, on one line, without empty fields and paths of its owner', () => {
  const fields = {
    Volume: '12',
    note: ' Best\n paper\u202e ',
    title: 'T',
    doi: '10.1000/x',
    file: '/home/ana/x.pdf',
    'bdsk-file-1': 'aaaa',
    number: '',
    '}{': 'x',
  };
  expect(boundEntry({ type: 'Article', key: ' myKey2020 ', fields, editors: ['Di Cy', ''] })).toEqual({
    type: 'article',
    key: 'myKey2020',
    fields: { volume: '12', note: 'Best paper' },
    editors: ['Di Cy'],
  });
});

it('bounds an entry of any size', () => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`f${at}`, 'x'.repeat(10_000)]));
  const { type, fields } = boundEntry({ type: '\\evil{', fields: many });
  expect(type).toBe('misc');
  expect(Object.keys(fields)).toHaveLength(60);
  expect(fields.f0).toHaveLength(2000);
});
