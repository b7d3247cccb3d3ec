import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isRecord, type Json, recordsIn, stringOf } from './json.ts';

const schema: unknown = JSON.parse(
  readFileSync(new URL('../../../src/adapters/slack/preview/block-kit.schema.json', import.meta.url), 'utf8'),
);
if (!isRecord(schema)) throw new Error('the Block Kit schema is not an object');
const ajv = new Ajv2020({ strict: false, discriminator: false, formats: { uri: isAddress } });
ajv.addSchema({ ...schema, $id: 'blockkit' });
// Compiled before anything is timed: a trigger lasts three seconds.
for (const name of ['message_blocks', 'modal', 'home']) ajv.getSchema(`blockkit#/$defs/${name}`);

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^(https?|mailto|slack):/.test(text);
}

/** slackapi/bolt-js#2509: `msg_blocks_too_long` from about 13,200 characters of blocks, counted here as JSON. */
export const BLOCKS_TOTAL = 13_200;

/** What is wrong with the blocks of a message, each with a JSON pointer; empty where Slack would take them. */
export function faultsOfBlocks(blocks: unknown): readonly string[] {
  return [...faultsBySchema('message_blocks', blocks), ...faultsOfIds(blocks), ...faultsOfRichText(blocks)];
}

/** The same for a view. */
export function faultsOfView(view: unknown): readonly string[] {
  const kind = isRecord(view) && view.type === 'home' ? 'home' : 'modal';
  const blocks = isRecord(view) ? view.blocks : [];
  return [...faultsBySchema(kind, view), ...faultsOfIds(blocks), ...faultsOfRichText(blocks)];
}

function faultsBySchema(name: string, value: unknown): readonly string[] {
  const validate = ajv.getSchema(`blockkit#/$defs/${name}`);
  if (validate === undefined) throw new Error(`the Block Kit schema has no ${name}`);
  if (validate(value) === true) return [];
  return (validate.errors ?? []).map(
    ({ message, instancePath }) => `${message} [json-pointer:${instancePath}]`,
  );
}

function faultsOfIds(blocks: unknown): readonly string[] {
  const faults: string[] = [];
  const blockIds = new Set<string>();
  const actionIds = new Set<string>();
  recordsIn(blocks).forEach((block, at) => {
    if (typeof block.block_id === 'string') {
      if (blockIds.has(block.block_id))
        faults.push(`\`block_id\` ${block.block_id} already exists [json-pointer:/blocks/${at}/block_id]`);
      blockIds.add(block.block_id);
    }
    for (const element of [...recordsIn(block.elements), block.accessory, block.element].filter(isRecord)) {
      if (typeof element.action_id !== 'string') continue;
      if (actionIds.has(element.action_id))
        faults.push(`\`action_id\` ${element.action_id} already exists [json-pointer:/blocks/${at}]`);
      actionIds.add(element.action_id);
    }
  });
  return faults;
}

const PARENTS = new Set(['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted']);
const LEAVES: { readonly [type: string]: string } = {
  text: 'text',
  link: 'url',
  emoji: 'name',
  user: 'user_id',
  usergroup: 'usergroup_id',
  channel: 'channel_id',
  broadcast: 'range',
  date: 'timestamp',
};

function hasDateToken(format: unknown): boolean {
  return /^[^{}]*(\{(date|time|ago)\w*\}[^{}]*)+$/u.test(stringOf(format));
}

function faultsOfRichText(blocks: unknown): readonly string[] {
  const faults: string[] = [];
  const visit = (node: Json, pointer: string) => {
    recordsIn(node.elements).forEach((element, at) => {
      const here = `${pointer}/elements/${at}`;
      const type = stringOf(element.type);
      if (PARENTS.has(type)) {
        if (recordsIn(element.elements).length === 0) faults.push(`no elements [json-pointer:${here}]`);
        visit(element, here);
        return;
      }
      const needed = LEAVES[type];
      if (needed === undefined) faults.push(`unknown rich text element ${type} [json-pointer:${here}]`);
      else if (stringOf(element[needed]) === '' && type !== 'date')
        faults.push(`missing ${needed} [json-pointer:${here}]`);
      if (type === 'date' && (!Number.isInteger(element.timestamp) || !hasDateToken(element.format)))
        faults.push(`not a date [json-pointer:${here}]`);
      if (type === 'link' && !isAddress(stringOf(element.url)))
        faults.push(`not an address [json-pointer:${here}/url]`);
      if (element.style !== undefined && !isRecord(element.style))
        faults.push(`style is not an object [json-pointer:${here}]`);
    });
  };
  recordsIn(blocks).forEach((block, at) => {
    if (block.type === 'rich_text') visit(block, `/blocks/${at}`);
  });
  return faults;
}
