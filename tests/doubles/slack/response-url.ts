import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from './faults.ts';
import type { Grants } from './grants.ts';
import { isRecord, type Json } from './json.ts';
import { addMessage, refuseContent, replaceContent } from './messages.ts';
import { failBefore, readBody } from './web-api.ts';
import type { World } from './world.ts';

const KNOWN = new Set([
  'text',
  'blocks',
  'response_type',
  'replace_original',
  'delete_original',
  'thread_ts',
  'mrkdwn',
  'unfurl_links',
  'unfurl_media',
  'metadata',
]);

/** Takes what an app posts to a response URL: five times, for half an hour, seen by one person unless in_channel. */
export async function takeResponse(
  world: World,
  grants: Grants,
  faults: Faults,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const fault = faults.take('response_url');
  if (await failBefore(fault, response)) return world.changed();
  const refuse = (status: number, error: string) => {
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ ok: false, error }));
    world.changed();
  };
  let content: unknown;
  try {
    content = JSON.parse(body);
  } catch {
    world.violate('response_url', 'not JSON');
    return refuse(400, 'invalid_payload');
  }
  if (!isRecord(content)) return refuse(400, 'invalid_payload');
  const strange = Object.keys(content).filter((key) => !KNOWN.has(key));
  if (strange.length > 0) world.violate('response_url', `unknown fields ${strange.join(', ')}`);
  if (request.headers.authorization !== undefined) world.violate('response_url', 'a token was sent along');
  const grant = grants.spendResponseUrl(path);
  if (grant === undefined) return refuse(404, 'expired_url');
  if (fault?.kind === 'error')
    return refuse({ expired_url: 404, invalid_blocks: 400 }[fault.error] ?? 500, fault.error);
  const original = world.messages.find(({ ts, deleted }) => ts === grant.original && !deleted);
  if (content.delete_original === true) {
    if (original === undefined) return refuse(404, 'message_not_found');
    original.deleted = true;
  } else {
    const refusal = refuseContent(world, 'response_url', content);
    if (refusal !== undefined) return refuse(400, String(refusal.error));
    // After a slash command there is no message to replace: Slack posts a new one (slackapi/bolt-js#2287).
    if (content.replace_original === true && original === undefined && grant.original === undefined)
      world.violate('response_url', 'replace_original after a slash command');
    if (content.replace_original === true && original !== undefined) replaceContent(world, original, content);
    else addMessage(world, placementOf(world, grant, content), content);
  }
  world.changed();
  if (fault?.kind === 'close') response.destroy();
  else response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
}

function placementOf(
  world: World,
  grant: { readonly user: string; readonly channel: string; readonly threadTs?: string },
  content: Json,
) {
  const threadTs = typeof content.thread_ts === 'string' ? content.thread_ts : grant.threadTs;
  return {
    channel: grant.channel,
    user: world.botUserId,
    via: 'response_url' as const,
    ...(content.response_type !== 'in_channel' && { onlyFor: grant.user }),
    ...(threadTs !== undefined && { threadTs }),
  };
}
