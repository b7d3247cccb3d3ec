import { expect, it } from 'vitest';
import { z } from 'zod';
import { exportPapers } from '../../../../src/core/papers/exports/export-papers.ts';
import { hostilePapers, readShipped, saved } from './papers-to-export.ts';

/**
 * What is written of https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json: types, variables and
 * their kinds, no others.
 */
const Items = z.array(
  z.strictObject({
    id: z.string().min(1),
    type: z.enum(['article', 'article-journal', 'book', 'document', 'paper-conference']),
    title: z.string(),
    author: z.array(
      z.strictObject({ family: z.string(), given: z.string().optional(), suffix: z.string().optional() }),
    ),
    issued: z
      .strictObject({ 'date-parts': z.array(z.array(z.int()).min(1).max(3)).min(1).max(2) })
      .optional(),
    publisher: z.string().optional(),
    number: z.string().optional(),
    'container-title': z.string().optional(),
    archive: z.string().optional(),
    archive_location: z.string().optional(),
    abstract: z.string().optional(),
    DOI: z.string().optional(),
    URL: z.string().optional(),
    note: z.string().optional(),
    keyword: z.string().optional(),
    custom: z.record(z.string(), z.string()).optional(),
    annote: z.string().optional(),
    source: z.literal('Paperboy'),
  }),
);

it('writes a list as CSL-JSON, with tags as keyword and the note as annotation', async () => {
  const { name, content } = await exportPapers([saved], 'csl');
  expect(name).toBe('papers.json');
  expect(JSON.parse(content)).toEqual([
    {
      id: 'xia2023window',
      type: 'article',
      title: 'Window-Based Early-Exit Cascades',
      author: [
        { family: 'Xia', given: 'Guoxuan' },
        { family: 'Bouganis', given: 'Christos-Savvas' },
      ],
      issued: { 'date-parts': [[2023, 3, 14]] },
      publisher: 'arXiv',
      number: 'arXiv:2303.08010',
      archive: 'arXiv',
      archive_location: '2303.08010',
      URL: 'https://arxiv.org/abs/2303.08010',
      abstract: 'We only pass 50% of samples.',
      keyword: 'ensembles, to read',
      annote: 'Compare with Fig. 3.\nAsk Ada.',
      source: 'Paperboy',
    },
  ]);
});

it('writes what the schema of CSL-JSON knows, whatever the texts, and an empty list too', async () => {
  const papers = [...(await readShipped()).map((paper) => ({ paper })), ...hostilePapers];
  const items = Items.parse(JSON.parse((await exportPapers(papers, 'csl')).content));
  expect(items).toHaveLength(papers.length);
  expect(JSON.parse((await exportPapers([], 'csl')).content)).toEqual([]);
});
