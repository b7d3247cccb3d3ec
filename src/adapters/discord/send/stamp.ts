import { createHash } from 'node:crypto';
import type { APIContainerComponent } from 'discord.js';

/**
 * How a message is known again: by a nonce, which Discord keeps for some minutes and does not tell later, and by the
 * ids of its first two components, which it keeps as long as the message.
 * https://docs.discord.com/developers/components/reference#anatomy-of-a-component
 */
export type Stamp = { readonly nonce: string; readonly ids: readonly [number, number] };

/** The mark of the n-th message, from 0, of what is posted in a channel under a key. */
export function stampOf(channel: string, key: string, at: number): Stamp {
  const digest = createHash('sha256')
    .update(JSON.stringify([channel, key, at]))
    .digest();
  // Above the small numbers that Discord gives to components without an id, below 2^31.
  const first = 0x40000000 + (digest.readUInt32BE(0) >>> 2);
  const second = 0x20000000 + (digest.readUInt32BE(4) >>> 3);
  return { nonce: digest.toString('hex', 8, 20), ids: [first, second] };
}

/** The components with the mark on them. */
export function stamp(
  components: readonly APIContainerComponent[],
  { ids: [id, inner] }: Stamp,
): readonly APIContainerComponent[] {
  return components.map((container, at) => {
    if (at > 0) return container;
    const nested = container.components.map((part, place) => (place === 0 ? { ...part, id: inner } : part));
    return { ...container, id, components: nested };
  });
}

/** Whether the components of a message carry the mark. */
export function isStamped(components: unknown, { ids: [id, inner] }: Stamp): boolean {
  const container = firstOf(components);
  if (container === undefined || !('components' in container)) return false;
  const first = firstOf(container.components);
  return hasId(container, id) && first !== undefined && hasId(first, inner);
}

function firstOf(value: unknown): object | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  return typeof first === 'object' && first !== null ? first : undefined;
}

function hasId(part: object, id: number): boolean {
  return 'id' in part && part.id === id;
}
