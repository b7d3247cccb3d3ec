import type { BlockAction } from '@slack/bolt';
import { type Press, readButtonValue } from './button-value.ts';
import { OPENED } from './buttons.ts';

/**
 * What a pressed button, a menu's or a select's option asks for; `nothing` for one that only opens an address, undefined for one that
 * this bot did not write.
 */
export function readAction(
  action: BlockAction['actions'][number] | undefined,
): Press | 'nothing' | undefined {
  const value = findValue(action);
  if (value === OPENED) return 'nothing';
  return action === undefined || value === undefined ? undefined : readButtonValue(value, action.block_id);
}

function findValue(action: BlockAction['actions'][number] | undefined): string | undefined {
  switch (action?.type) {
    case 'button':
      return action.value;
    case 'overflow':
    case 'static_select':
      return action.selected_option?.value;
    default:
      return undefined;
  }
}
