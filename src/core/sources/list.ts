import { createFolderSource } from './folder/folder-source.ts';
import type { Source } from './source.ts';

/** The kinds of sources, by what stands before the colon in settings; each is given what stands behind it. */
const kinds: Readonly<Record<string, (address: string) => Source>> = {
  folder: createFolderSource,
};

/** The sources of these entries (`folder:/srv/papers`). Throws an Error that names the entry where its kind is unknown. */
export function openSources(entries: readonly string[]): readonly Source[] {
  return entries.map((entry) => {
    const [, kind = '', address = ''] = /^([^:]+):(.+)$/s.exec(entry) ?? [];
    const open = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (open !== undefined) return open(address);
    throw new Error(`"${entry}" is not a source of papers; known kinds: ${Object.keys(kinds).join(', ')}`);
  });
}
