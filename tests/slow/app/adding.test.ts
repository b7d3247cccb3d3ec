import { expect, it } from 'vitest';
import { runProgram } from '../../app/command-line/program.ts';
import { openUnknown, unknownPaper as paper } from './unknown-paper.ts';

/** The built program at the services, in a folder of its own. */
async function openProgram() {
  const { folder, double } = await openUnknown();
  const run = (args: readonly string[], lines: readonly string[] = [], more: Record<string, string> = {}) =>
    runProgram(folder, args, lines.map((line) => `${line}\n`).join(''), { ...double.environment, ...more });
  return { double, run };
}

it('adds a paper by its link for this and every later start, and asks a service only for that', async () => {
  const { double, run } = await openProgram();
  double.works.works.set('10.1000/wombat', { title: 'Wombats at Rest', abstract: 'They sleep.' });
  const { code, output } = await run(
    ['start'],
    [
      '/papers add https://example.org/quokkas',
      `/papers add https://arxiv.org/pdf/${paper.id}v1`,
      '/paper quokkas',
      '/papers add https://doi.org/10.1000/wombat',
      '/papers add 10.1000/nothing',
    ],
  );
  expect(code).toBe(0);
  expect(output).toContain('“https://example.org/quokkas”');
  expect(output).toContain('Added, and saved to your list\n\nQuokkas Count Their Steps');
  expect(output).toContain('1 paper on “quokkas”');
  expect(output).toContain('Added, and saved to your list\n\nWombats at Rest');
  expect(output).toContain('No paper found: doi:10.1000/nothing');
  expect(double.guard.seen.map(({ path }) => path.replace(/\?.*/u, ''))).toEqual([
    '/arxiv/api/query',
    '/crossref/works/10.1000/wombat',
    '/crossref/works/10.1000/nothing',
    '/openalex/works/doi:10.1000/nothing',
  ]);
  const later = await run(
    ['start'],
    [`/papers add ${paper.id}`, '/papers saved', `/papers add take-down arxiv:${paper.id} yes`],
  );
  expect(later.output).toContain('Here already, and in your list already\n\nQuokkas Count Their Steps');
  expect(later.output).toContain('2 papers in your list');
  expect(later.output).toContain('Taken down');
  expect((await run(['search', 'quokkas'])).output).not.toContain('Quokkas');
  expect((await run(['search', 'wombats'])).output).toContain('Wombats at Rest');
  expect(double.guard.seen).toHaveLength(4);
}, 60_000);

it('asks nobody where nobody may add papers', async () => {
  const { double, run } = await openProgram();
  const { output } = await run(['start'], [`/papers add ${paper.id}`, `/papers find ${paper.id}`], {
    PAPERBOY_ADD_PAPERS: 'nobody',
  });
  expect(output).toContain('No papers can be added here');
  expect(double.guard.seen).toEqual([]);
}, 60_000);
