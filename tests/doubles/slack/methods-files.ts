import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from './faults.ts';
import { recordsIn, stringOf } from './json.ts';
import { addMessage } from './messages.ts';
import type { Method } from './methods.ts';
import { failBefore, readBody } from './web-api.ts';
import type { Shared, World } from './world.ts';

type Upload = { readonly name: string; readonly length: number; readonly owner: string; content?: string };

/** Files on their way, in all workspaces: an address was given out for each. */
const uploads = new WeakMap<readonly World[], Map<string, Upload>>();

function uploadsOf({ worlds }: Pick<World, 'worlds'>): Map<string, Upload> {
  const own = uploads.get(worlds) ?? new Map<string, Upload>();
  uploads.set(worlds, own);
  return own;
}

const ownerOf = ({ enterprise, team }: World): string => enterprise?.id ?? team.id;

/** The two methods around an upload. docs.slack.dev/messaging/working-with-files */
export function fileMethods(
  world: World,
  uploadUrl: (id: string) => string,
): { readonly [name: string]: Method } {
  return {
    'files.getUploadURLExternal': {
      scopes: ['files:write'],
      perMinute: 100,
      required: ['filename', 'length'],
      known: ['alt_text', 'snippet_type'],
      run(args) {
        const length = Number(args.length);
        if (!Number.isInteger(length) || length < 1) return { ok: false, error: 'invalid_arguments' };
        const id = world.nextId('F');
        uploadsOf(world).set(id, { name: stringOf(args.filename), length, owner: ownerOf(world) });
        return { ok: true, upload_url: uploadUrl(id), file_id: id };
      },
    },
    'files.completeUploadExternal': {
      scopes: ['files:write'],
      perMinute: 100,
      required: ['files'],
      known: ['channel_id', 'thread_ts', 'initial_comment', 'blocks'],
      run(args) {
        const id = stringOf(args.channel_id);
        // slackapi/bolt-js#2115: a person's id is not taken for a conversation's.
        if (!/^[CGDZ]/.test(id)) return { ok: false, error: 'invalid_arguments' };
        const channel = world.channels.get(id);
        if (channel?.members.has(world.botUserId) !== true) return { ok: false, error: 'channel_not_found' };
        const files = recordsIn(args.files).map((file) => {
          const found = uploadsOf(world).get(stringOf(file.id));
          const upload = found?.owner === ownerOf(world) ? found : undefined;
          return { id: stringOf(file.id), name: upload?.name ?? '', content: upload?.content ?? '' };
        });
        if (files.some(({ content }) => content === '')) return { ok: false, error: 'file_not_found' };
        const text = stringOf(args.initial_comment);
        addMessage(world, { channel: id, user: world.botUserId, via: 'api', files }, { text });
        return { ok: true, files: files.map((file) => ({ id: file.id, title: file.name })) };
      },
    },
  };
}

/** Takes the bytes of a file; no token goes along, since the address is a secret. */
export async function takeUpload(
  world: Shared,
  faults: Faults,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const content = await readBody(request);
  if (await failBefore(faults.take('upload'), response)) return;
  const upload = uploadsOf(world).get(path.replace('/upload/', ''));
  const length = Buffer.byteLength(content);
  if (request.method !== 'POST' || request.headers.authorization !== undefined)
    world.violate('upload', 'not a plain POST');
  if (upload === undefined || upload.length !== length) {
    world.violate('upload', `${length} bytes where ${upload?.length ?? 'none'} were announced`);
    response.writeHead(400).end();
    return;
  }
  upload.content = content;
  response.writeHead(200).end(`OK - ${length}`);
}
