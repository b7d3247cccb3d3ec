import { stringOf } from './json.ts';
import { findMessage } from './messages.ts';
import type { Method } from './methods.ts';
import type { World } from './world.ts';

/** The emoji of this workspace beside the standard ones that the tests use. */
const KNOWN = new Set([
  ...['bookmark', 'star', 'one', 'two', 'tada', 'pushpin', 'party_parrot'],
  ...['thinking_face', 'email', '+1'],
]);

/** The methods about reactions that an app needs. */
export function reactionMethods(world: World): { readonly [name: string]: Method } {
  return {
    'reactions.get': {
      scopes: ['reactions:read'],
      perMinute: 50,
      required: ['channel', 'timestamp'],
      known: ['full'],
      run(args) {
        const message = findMessage(world, stringOf(args.channel), stringOf(args.timestamp));
        if (message === undefined || message.onlyFor !== undefined)
          return { ok: false, error: 'message_not_found' };
        // Without `full`, Slack may leave people out.
        const shown = stringOf(args.full) === 'true' ? Number.POSITIVE_INFINITY : 2;
        const reactions = [...message.reactions]
          .filter(([, users]) => users.size > 0)
          .map(([name, users]) => ({ name, users: [...users].slice(0, shown), count: users.size }));
        return {
          ok: true,
          type: 'message',
          channel: message.channel,
          message: { type: 'message', ts: message.ts, ...(reactions.length > 0 && { reactions }) },
        };
      },
    },
    'reactions.add': {
      scopes: ['reactions:write'],
      perMinute: 50,
      required: ['channel', 'timestamp', 'name'],
      known: [],
      run(args) {
        const message = findMessage(world, stringOf(args.channel), stringOf(args.timestamp));
        if (message === undefined || message.onlyFor !== undefined)
          return { ok: false, error: 'message_not_found' };
        const name = stringOf(args.name);
        if (!KNOWN.has(name)) return { ok: false, error: 'invalid_name' };
        const who = message.reactions.get(name) ?? new Set();
        if (who.has(world.botUserId)) return { ok: false, error: 'already_reacted' };
        message.reactions.set(name, who.add(world.botUserId));
        world.changed();
        return { ok: true };
      },
    },
  };
}
