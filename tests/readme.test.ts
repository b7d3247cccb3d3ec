import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configFileVariable, settings } from '../src/config/settings.ts';
import { commands } from '../src/core/commands/list.ts';

describe.skipIf(!existsSync('README.md'))('the README', () => {
  const readme = () => readFileSync('README.md', 'utf8');

  it.each(
    commands.map(({ name, verb }) => [`/${name}`, verb].filter((part) => part !== undefined).join(' ')),
  )('tells of %s', (command) => {
    expect(readme()).toContain(command);
  });

  it.each([...Object.values(settings).map(({ variable }) => variable), configFileVariable])(
    'tells of the setting %s',
    (variable) => {
      expect(readme()).toContain(variable);
    },
  );

  it('gives the two commands', () => {
    expect(readme()).toContain('npm ci && npm start');
    expect(readme()).toContain('npm ci && npm test');
  });
});
