import { readFileSync } from 'node:fs';

const described = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
  readonly homepage: string;
};

/** This Paperboy's version: `0.1.0`. */
export const { version } = described;

/** The page of the project. */
export const { homepage } = described;
