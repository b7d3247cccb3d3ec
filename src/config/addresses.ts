import { join, resolve } from 'node:path';

const sqlite = 'sqlite:';

/** Whether it names a database that there can be: `sqlite:PATH` or `postgres://...`. */
export function isDatabaseAddress(text: string): boolean {
  if (text.startsWith(sqlite)) return /^(?!:|\/\/)[^\0]+$/u.test(pathOf(text));
  return /^postgres(?:ql)?:\/\/\S/u.test(text) && URL.canParse(text);
}

/** The address with an absolute path, where it has one: paths begin in `folder`; without an address it is a file in `data`. */
export function placeDatabase(address: string | undefined, folder: string, data: string): string {
  if (address === undefined) return `${sqlite}${join(data, 'paperboy.db')}`;
  return address.startsWith(sqlite) ? `${sqlite}${resolve(folder, pathOf(address))}` : address;
}

/** The file of a database that is placed; undefined where it is on a server. */
export function fileOfDatabase(address: string): string | undefined {
  return address.startsWith(sqlite) ? address.slice(sqlite.length) : undefined;
}

/** What must not be printed of an address: its password, in every form, and the address with it. */
export function secretsOfAddress(address: string | undefined): readonly string[] {
  if (address === undefined || !URL.canParse(address) || address.startsWith(sqlite)) return [];
  const { password, searchParams } = new URL(address);
  const passwords = [password, decode(password), searchParams.get('password') ?? ''].filter(
    (part) => part !== '',
  );
  return passwords.length === 0 ? [] : [...new Set([address, ...passwords])];
}

/** `sqlite:a.db`, `sqlite://a.db` and `sqlite:///srv/a.db` are all understood. */
function pathOf(address: string): string {
  return address.slice(sqlite.length).replace(/^\/\/(?=.)/u, '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
