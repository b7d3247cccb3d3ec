import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Button, CommandLine, Filter, Link } from '../../../core/chat/card.ts';
import { cleanLine } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { LIMITS, weigh } from '../limits.ts';
import { safeAddress } from './masked-link.ts';

/** What can be pressed or chosen, or stands among what can be. */
export type Control =
  | { readonly button: Button }
  /** A button that cannot be pressed: Back on the first page of a list; or the place in it, which keeps how the list is drawn. */
  | { readonly label: string; readonly draws?: CommandLine }
  | { readonly link: Link }
  /** A select menu, for a state alone: Discord tells nothing of the choice that is made already. */
  | { readonly filter: Filter };

const nothing = { name: '', text: '' };

/** The buttons for whose commands a control needs custom ids, in the order in which a message tells them. */
export function commandsOf(control: Control): readonly Button[] {
  if ('button' in control) return [control.button];
  if ('label' in control) return [{ label: control.label, command: control.draws ?? nothing }];
  if ('filter' in control)
    return [{ label: control.filter.label, command: nothing }, ...control.filter.choices];
  return [];
}

/** Controls in rows of at most five, a select menu in one of its own. */
export function arrangeInRows(controls: readonly Control[]): readonly (readonly Control[])[] {
  const rows: Control[][] = [];
  for (const control of controls) {
    const last = rows.at(-1);
    const isFull = last === undefined || last.length === LIMITS.buttonsInRow || last.some(isSelect);
    if (isFull || isSelect(control)) rows.push([control]);
    else last.push(control);
  }
  return rows;
}

function isSelect(control: Control): boolean {
  return 'filter' in control;
}

/** How many components a row takes, and how much text at most. */
export function sizeOfRow(row: readonly Control[]): { readonly components: number; readonly text: number } {
  const labels = row.map((control) => weigh(labelOf(control).slice(0, LIMITS.label)));
  return { components: 1 + row.length, text: labels.reduce((sum, one) => sum + one, 0) };
}

function labelOf(control: Control): string {
  if ('button' in control) return control.button.label;
  if ('link' in control) return control.link.label;
  return 'label' in control ? control.label : control.filter.label;
}

/** A row of controls; `nextId` yields the ids of `commandsOf` one by one. */
export function renderRow(
  row: readonly Control[],
  nextId: () => string,
): APIActionRowComponent<APIComponentInMessageActionRow> {
  return {
    type: ComponentType.ActionRow,
    components: row.map((control) =>
      'filter' in control ? renderFilter(control.filter, nextId) : renderPressable(control, nextId),
    ),
  };
}

/** A control that is no select menu. */
export function renderPressable(
  control: Exclude<Control, { readonly filter: Filter }>,
  nextId: () => string,
): APIButtonComponent {
  if ('button' in control) return renderButton(control.button, nextId());
  const label = writeLabel(labelOf(control), LIMITS.label);
  if ('link' in control) {
    return { type: ComponentType.Button, style: ButtonStyle.Link, label, url: control.link.url };
  }
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label,
    custom_id: nextId(),
    disabled: true,
  };
}

/** The link as a control, where its address is one that Discord takes. */
export function linkTo({ label, url }: Link): readonly Control[] {
  const address = safeAddress(url);
  return address === undefined ? [] : [{ link: { label, url: address } }];
}

/** A button under a custom id. */
export function renderButton(button: Button, id: string): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: styleOf(button),
    ...drawLabel(button.label),
    custom_id: id,
  };
}

/** The signs that labels of buttons begin with: of others nobody knows whether Discord takes them. */
const sign = /^(🔍|📬|🔖|🗞️) (?=\S)/u;

/** A label, whose sign Discord draws before it and readers of screens tell apart. */
function drawLabel(label: string): Pick<APIButtonComponentWithCustomId, 'label' | 'emoji'> {
  const [, name] = sign.exec(label) ?? [];
  const words = writeLabel(label.replace(sign, ''), LIMITS.label);
  return { label: words, ...(name !== undefined && { emoji: { name } }) };
}

function styleOf({ isOn, isPrimary, isDanger }: Button): APIButtonComponentWithCustomId['style'] {
  if (isOn) return ButtonStyle.Success;
  if (isDanger) return ButtonStyle.Danger;
  return isPrimary ? ButtonStyle.Primary : ButtonStyle.Secondary;
}

function renderFilter({ label, choices }: Filter, nextId: () => string) {
  return {
    type: ComponentType.StringSelect as const,
    custom_id: nextId(),
    placeholder: writeLabel(label, LIMITS.choice),
    options: choices.map((choice) => ({
      label: writeLabel(choice.label, LIMITS.choice),
      value: nextId(),
      ...(choice.isOn ? { default: true } : {}),
    })),
  };
}

function writeLabel(text: string, limit: number): string {
  const shown = clipText(cleanLine(text), limit);
  return shown === '' ? '…' : shown;
}
