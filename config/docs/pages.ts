import { writeCommandsPage } from './commands-page.ts';

/** A file that is made from the code: `npm run docs` writes it, and a test fails where it is stale. */
export type Page = {
  /** From the root of the project. */
  readonly path: string;
  write(): string;
};

/** Every file that is made from the code; one line adds a page. */
export const pages: readonly Page[] = [{ path: 'docs/commands.md', write: writeCommandsPage }];
