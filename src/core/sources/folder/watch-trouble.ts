import { statfs } from 'node:fs/promises';
import type { Problem } from '../../papers/problem.ts';

/** Why changes in a folder are not noticed at once: it is missing, what the system said, or how it keeps silent. */
export type WatchTrouble =
  | 'missing'
  | 'silent'
  | 'incomplete'
  | { readonly code: string }
  | { readonly mount: string };

const meanwhile = 'new and changed files are found within a minute';

/** The same for people, with what helps; nothing of a folder that is missing, which is told by who reads it. */
export function describeWatchTrouble(folder: string, trouble: WatchTrouble | undefined): Problem | undefined {
  if (trouble === undefined || trouble === 'missing') return undefined;
  const [what, remedy] = wordsFor(trouble);
  return { place: folder, what, remedy };
}

function wordsFor(trouble: Exclude<WatchTrouble, 'missing'>): readonly [what: string, remedy: string] {
  if (trouble === 'silent') return ['the system does not report changes in this folder', meanwhile];
  if (trouble === 'incomplete') return ['the system does not report all changes in this folder', meanwhile];
  if ('mount' in trouble)
    return [`this folder is on a mount (${trouble.mount}) that may not tell of changes`, meanwhile];
  const { code } = trouble;
  // https://man7.org/linux/man-pages/man7/inotify.7.html
  const limits = new Map([
    ['ENOSPC', 'fs.inotify.max_user_watches'],
    ['EMFILE', 'fs.inotify.max_user_instances'],
  ]);
  const limit = limits.get(code);
  if (limit === undefined) return [`this folder cannot be watched (${code})`, meanwhile];
  return [
    `the system has no file watches left for this folder (${code})`,
    `${meanwhile}; raise ${limit} so that they are found at once`,
  ];
}

/** File systems whose files others may change behind the back of this machine (https://man7.org/linux/man-pages/man2/statfs.2.html). */
const sharedMounts: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x01021997, '9p'],
  [0x65735546, 'FUSE'],
  [0x786f4256, 'VirtualBox'],
  [0x00c36400, 'Ceph'],
  [0x5346414f, 'AFS'],
]);

/** The kind of a mount that is shared with others; undefined for a folder of this machine's own, and where that is not known. */
export async function findSharedMount(folder: string): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  const found = await statfs(folder).catch(() => undefined);
  return found && sharedMounts.get(found.type >>> 0);
}
