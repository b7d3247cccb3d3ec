import { BLOCKS_TOTAL, faultsOfBlocks } from './block-kit.ts';
import { isRecord, type Json, recordsIn, stringOf } from './json.ts';
import { pingsOf } from './mrkdwn.ts';
import type { Message, World } from './world.ts';

/** Slack advises at most 4,000 characters of text and cuts at 40,000. */
const TEXT_ADVISED = 4_000;

/** Why Slack would not take this content, in its own words; undefined where it would. */
export function refuseContent(world: World, where: string, content: Json): Json | undefined {
  const { blocks, text } = content;
  if (blocks !== undefined && !(Array.isArray(blocks) && blocks.length === 0)) {
    const faults = faultsOfBlocks(blocks);
    if (faults.length > 0) {
      world.violate(where, `invalid_blocks: ${faults.join('; ')}`);
      return {
        ok: false,
        error: 'invalid_blocks',
        errors: faults,
        response_metadata: { messages: faults.map((fault) => `[ERROR] ${fault}`) },
      };
    }
    const total = JSON.stringify(blocks).length;
    if (total > BLOCKS_TOTAL) {
      world.violate(where, `msg_blocks_too_long: ${total} characters`);
      return { ok: false, error: 'msg_blocks_too_long' };
    }
    if (stringOf(text) === '') world.violate(where, 'blocks without a `text` fallback');
  } else if (stringOf(text) === '') {
    world.violate(where, 'neither text nor blocks');
    return { ok: false, error: 'no_text' };
  }
  const { metadata } = content;
  if (metadata !== undefined && !isMetadata(metadata)) {
    world.violate(where, `invalid metadata ${JSON.stringify(metadata)}`);
    return { ok: false, error: 'invalid_metadata_format' };
  }
  if (stringOf(text).length > TEXT_ADVISED)
    world.violate(where, `text of ${stringOf(text).length} characters`);
  return undefined;
}

function isMetadata(metadata: unknown): boolean {
  return isRecord(metadata) && stringOf(metadata.event_type) !== '' && isRecord(metadata.event_payload);
}

/** Blocks as Slack keeps them: every block and element gets an id. */
export function withIds(world: World, blocks: unknown): readonly Json[] {
  return recordsIn(blocks).map((block) => ({
    ...block,
    block_id: stringOf(block.block_id) || world.nextId('b'),
    ...(block.type === 'actions' && {
      elements: recordsIn(block.elements).map((element) => ({
        ...element,
        action_id: stringOf(element.action_id) || world.nextId('a'),
      })),
    }),
  }));
}

export type Placement = Pick<Message, 'channel' | 'user' | 'via'> &
  Pick<Partial<Message>, 'threadTs' | 'onlyFor' | 'files'>;

/** Puts a message into a channel and notes whom it pings. */
export function addMessage(world: World, placement: Placement, content: Json): Message {
  const message: Message = {
    ...placement,
    ts: world.nextTs(),
    text: stringOf(content.text),
    blocks: withIds(world, content.blocks),
    edits: 0,
    deleted: false,
    reactions: new Map(),
    unfurls: new Map(),
    ...(isRecord(content.metadata) && { metadata: content.metadata }),
  };
  world.messages.push(message);
  notePingsOf(world, message, content);
  world.changed();
  return message;
}

/** Puts new content into a message. */
export function replaceContent(world: World, message: Message, content: Json): void {
  message.text = stringOf(content.text);
  message.blocks = withIds(world, content.blocks);
  message.edits += 1;
  notePingsOf(world, message, content);
  world.changed();
}

function notePingsOf(world: World, message: Message, content: Json): void {
  if (message.via === 'person') return;
  notePings(world, `${message.channel}/${message.ts}`, message.text, message.blocks, content);
}

/** Notes whom a text and blocks of the app's ping. */
export function notePings(
  world: World,
  where: string,
  text: string,
  blocks: readonly Json[],
  content: Json,
): void {
  const linkNames =
    [true, 'true', 1, '1'].some((yes) => content.link_names === yes) || content.parse === 'full';
  for (const target of pingsOf(text, blocks, linkNames)) world.pings.push({ target, where });
}

/** A message as the Web API and the events show it. */
export function showMessage(world: World, message: Message): Json {
  const bot = message.user === world.botUserId;
  return {
    type: 'message',
    user: message.user,
    text: message.text,
    ts: message.ts,
    team: world.team.id,
    ...(bot && { bot_id: world.botId, app_id: world.appId }),
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    ...(message.unfurls.size > 0 && { attachments: showUnfurls(world, message) }),
    ...(message.files !== undefined && { files: message.files.map(({ id, name }) => ({ id, name })) }),
  };
}

/** The unfurls of a message as its attachments. */
export function showUnfurls(world: World, { unfurls }: Pick<Message, 'unfurls'>): readonly Json[] {
  return [...unfurls].map(([url, blocks], at) => ({
    id: at + 1,
    blocks,
    from_url: url,
    app_unfurl_url: url,
    is_app_unfurl: true,
    app_id: world.appId,
    bot_id: world.botId,
    fallback: '[no preview available]',
  }));
}

export function findMessage(world: World, channel: string, ts: string): Message | undefined {
  return world.messages.find(
    (message) => message.channel === channel && message.ts === ts && !message.deleted,
  );
}

/** The buttons of a message and the options of its menus, in order, each with the block it stands in. */
export function buttonsOf(
  message: Pick<Message, 'blocks'>,
): readonly { readonly block: Json; readonly button: Json; readonly label: string }[] {
  return message.blocks.flatMap((block) =>
    [...recordsIn(block.elements), block.accessory].filter(isRecord).flatMap((element) => [
      ...(element.type === 'button' ? [{ block, button: element, label: labelOf(element) }] : []),
      ...[element, ...recordsIn(element.option_groups)]
        .flatMap(({ options }) => recordsIn(options))
        .map((option) => ({
          block,
          button: { ...element, selected_option: option },
          label: labelOf(option),
        })),
    ]),
  );
}

function labelOf({ text }: Json): string {
  return isRecord(text) ? stringOf(text.text) : '';
}
