import type { Fields } from '../fields.ts';

/** Fields that tell of a paper, as people write them into the text of a note. */
const NAMES =
  /^(?:title|authors?|year|date|published|doi|arxiv|url|link|venue|journal|publication|conference|citekey|keywords|code|github)$/;
const FIELD = /^[ \t>]*(?:[-*+][ \t]+)?(?:\*\*|__)?([A-Za-z][\w ]{1,20}?)(?:\*\*|__)?::[ \t]*(\S.*)$/gm;
const LONGEST = 100_000;

/** Fields in the text of a note, as Dataview has them (https://blacksmithgu.github.io/obsidian-dataview/annotation/add-metadata/): `Year:: 2019`. */
export function inlineFields(body: string): Fields {
  const fields: Record<string, string> = {};
  for (const [, written = '', value = ''] of body.slice(0, LONGEST).matchAll(FIELD)) {
    const name = written.toLowerCase();
    if (NAMES.test(name)) fields[name] ??= value.trim();
  }
  return fields;
}
