import type { Card, CardFile } from '../../../core/chat/card.ts';
import { LIMITS } from '../limits.ts';

/** The card's file under a name that Discord keeps as it is; undefined where there is none, or none that Discord takes. */
export function attachFile({ file }: Card): CardFile | undefined {
  if (file === undefined || isTooLarge(file)) return undefined;
  const name = file.name.replace(/[^\w.-]+/gu, '_').slice(-LIMITS.fileName);
  return { ...file, name: /\w/u.test(name) ? name : 'file.txt' };
}

/** What is said in place of a file that Discord does not take. */
export function explainLargeFile({ file }: Card): string | undefined {
  if (file === undefined || !isTooLarge(file)) return undefined;
  return `${file.name} is larger than the ${LIMITS.file / 1_048_576} MB that Discord allows. Ask for fewer papers at a time.`;
}

function isTooLarge({ content }: CardFile): boolean {
  return Buffer.byteLength(content) > LIMITS.file;
}

/** Files of one message, no two under the same name. */
export function tellApart(files: readonly CardFile[]): readonly CardFile[] {
  const names = new Set<string>();
  return files.map((file) => {
    let name = file.name;
    for (let at = 2; names.has(name); at += 1) name = `${at}-${file.name}`;
    names.add(name);
    return { ...file, name };
  });
}
