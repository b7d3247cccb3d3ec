import { commands } from '../src/core/commands/list.ts';
import { writeCommands } from './commands-page.ts';

/** A page of which a part, or all, is written by `npm run docs`. */
export type GeneratedPage = {
  readonly path: string;
  /** The page as it must be, from what is there now. */
  write(present: string): string;
};

/** Every generated page; a test holds each to what it would be written as. */
export const generatedPages: readonly GeneratedPage[] = [
  { path: 'docs/commands.md', write: (present) => replacePart(present, writeCommands(commands)) },
];

/** Puts a text between the two comments that mark the generated part of a page. */
export function replacePart(page: string, text: string): string {
  const marked = /(<!-- generated: npm run docs -->\n)[\s\S]*?(\n<!-- end -->)/u;
  if (!marked.test(page)) throw new Error('The page has no generated part.');
  return page.replace(marked, (_, before: string, after: string) => `${before}\n${text}\n${after}`);
}
