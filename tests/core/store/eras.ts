/** Rows by table, in the order they go in. Numbers that the database gives are left out: they count from 1. */
export type Rows = Readonly<Record<string, readonly Readonly<Record<string, string | number | null>>[]>>;

const place = { platform: 'slack', workspace: 'T1', channel: 'C1' };
const record = (id: string) =>
  JSON.stringify({
    id,
    recordIds: [],
    title: `On ${id}`,
    abstract: '',
    authors: [],
    url: 'https://example.org/paper',
    categories: [],
  });

const version1: Rows = {
  members: [
    { platform: 'slack', workspace: 'T1', name: 'alice' },
    { platform: 'slack', workspace: 'T1', name: 'bob' },
  ],
  papers: [
    { id: 'arxiv:2303.08010', record: record('arxiv:2303.08010') },
    { id: 'networks', record: record('networks') },
  ],
  saves: [
    {
      member: 1,
      paper: 'arxiv:2303.08010',
      saved_at: Date.UTC(2024, 2, 1, 12),
      on_purpose: 0,
      removed_at: null,
      read_at: Date.UTC(2024, 2, 2, 12),
      note: 'a note',
      tags: '["a","b"]',
    },
    {
      member: 1,
      paper: 'networks',
      saved_at: Date.UTC(2024, 2, 1, 12),
      on_purpose: 0,
      removed_at: Date.UTC(2024, 2, 3, 12),
      read_at: null,
      note: 'kept',
      tags: '[]',
    },
  ],
  marks: [
    {
      ...place,
      message: '1',
      member: 1,
      emoji: '⭐',
      paper: 'arxiv:2303.08010',
      tag: 'b',
      given_at: Date.UTC(2024, 2, 1, 12),
    },
  ],
  messages: [{ ...place, message: '1', home: 'T1', shown_at: Date.UTC(2024, 2, 1, 12) }],
  message_papers: [
    { message: 1, position: 0, paper: 'networks' },
    { message: 1, position: 1, paper: 'arxiv:2303.08010' },
  ],
  lists: [{ ...place, member: 2, key: 'paper a', shown_at: Date.UTC(2024, 2, 1, 12) }],
  list_papers: [{ list: 1, number: 1, paper: 'networks' }],
};

/** The same state of affairs as each version of the schema kept it, version 1 first; a new version adds one. */
export const eras: readonly Rows[] = [version1];
