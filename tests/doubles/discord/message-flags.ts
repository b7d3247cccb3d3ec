import { MessageFlags } from 'discord-api-types/v10';
import type { Route } from './schema.ts';
import type { State } from './state.ts';

/** Whether the message that a request edits is already one of components only, which it then stays. */
export function editsComponentMessage(state: State, route: Route): boolean {
  const { message_id, webhook_token, interaction_token } = route.parameters;
  const asked = state.asked.get(webhook_token ?? interaction_token ?? '');
  const isEdit = route.method === 'PATCH' || route.template.endsWith('/callback');
  const id = message_id ?? asked?.original ?? asked?.source ?? '';
  const flags = isEdit ? (state.messages.get(id)?.message.flags ?? 0) : 0;
  return (flags & MessageFlags.IsComponentsV2) !== 0;
}
