import { readFileSync, writeFileSync } from 'node:fs';
import { selectSchemas } from './select-schemas.ts';

/** Writes what Discord's own description says of components into the file that the check of messages ships with. */
const source = new URL('../tests/fixtures/discord/openapi.json', import.meta.url);
const target = new URL('../src/adapters/discord/preview/components.schema.json', import.meta.url);
const specification: unknown = JSON.parse(readFileSync(source, 'utf8'));
writeFileSync(target, `${JSON.stringify(selectSchemas(specification), undefined, 2)}\n`);
