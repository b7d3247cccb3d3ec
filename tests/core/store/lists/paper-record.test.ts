import { expect, it } from 'vitest';
import { readStoredPaper, writePaper } from '../../../../src/core/store/lists/paper-record.ts';
import { withEntries } from '../../papers/exports/papers-with-entries.ts';

it.each(Object.entries(withEntries))(
  'keeps a saved %s with its whole entry, whatever becomes of its file',
  (_, paper) => {
    expect(readStoredPaper({ paper: paper.id, record: writePaper(paper) })).toEqual({ paper });
  },
);

it('says what is wrong with a stored entry', () => {
  const record = JSON.stringify({ ...withEntries.book, entry: { type: 'book', fields: { edition: 2 } } });
  expect(readStoredPaper({ paper: 'book-lantern', record }).what).toMatch(/^entry\.fields\.edition: /);
});
