import { allComponents, type Part, textOf } from './message-rules.ts';
import type { Ping, State } from './state.ts';

/** Text a message shows outside embeds; only there does a mention notify. */
export function mentionableText(body: Part): string {
  const displayed = allComponents(body.components).map(({ part }) => textOf(part.content));
  return [textOf(body.content), ...displayed].join('\n');
}

/** Ids of the people, then of the roles, that a text mentions; code and escapes are no protection. */
export function mentionedIds(text: string): { readonly users: string[]; readonly roles: string[] } {
  const ids = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
  return { users: ids(/<@!?(\d+)>/g), roles: ids(/<@&(\d+)>/g) };
}

/**
 * Whom a message of the bot really notifies, after `allowed_mentions`.
 * https://docs.discord.com/developers/resources/message#allowed-mentions-object
 */
export function pingsOf(state: State, body: Part, message: string, repliedTo?: string): readonly Ping[] {
  const text = mentionableText(body);
  const { users, roles } = mentionedIds(text);
  const allowed = body.allowed_mentions as Part | null | undefined;
  const parse = allowed == null ? ['users', 'roles', 'everyone'] : partsOfText(allowed.parse);
  const may = (kind: 'users' | 'roles', id: string) =>
    parse.includes(kind) || partsOfText(allowed?.[kind]).includes(id);
  const replied = repliedTo !== undefined && allowed?.replied_user !== false ? [repliedTo] : [];
  const everyone = parse.includes('everyone') && /@(everyone|here)\b/.test(text);
  return [
    ...users
      .filter((id) => may('users', id) && state.users.has(id))
      .map((id) => ({ kind: 'user' as const, id })),
    ...replied.map((id) => ({ kind: 'user' as const, id })),
    ...roles.filter((id) => may('roles', id)).map((id) => ({ kind: 'role' as const, id })),
    ...(everyone ? [{ kind: 'everyone' as const, id: 'everyone' }] : []),
  ].map((ping) => ({ ...ping, message }));
}

const partsOfText = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((part): part is string => typeof part === 'string') : [];
