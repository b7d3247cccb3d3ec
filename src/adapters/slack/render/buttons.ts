import { randomInt } from 'node:crypto';
import type { types } from '@slack/bolt';
import type { Button, CardItem, CommandLine, Filter, Link } from '../../../core/chat/card.ts';
import { cleanLine } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { LIMITS } from '../limits.ts';
import { hasRoomFor, writeBlockId } from './block-id.ts';
import { writeButtonValue, writeOptionValue } from './button-value.ts';
import { type MessagePart, plainTextObject, renderNote } from './message-parts.ts';
import { writeSection } from './mrkdwn.ts';

/** The listener for presses matches this. */
export const COMMAND_ACTION = /^(?:command|menu):\d+$/;
/** The value of an option that only opens an address. */
export const OPENED = 'link';

/** A block that is being drawn: its controls, and the paper that they are about. */
type Item = Pick<CardItem, 'paper' | 'heading'>;

/** Draws the buttons and menus of one message, no two of the same id. */
export type Controls = {
  /** Rows of buttons; what is too long for one is told after them. */
  rows(buttons: readonly Button[], filters?: readonly Filter[]): readonly MessagePart[];
  /** A row of a paper's buttons, the last of them behind a menu where there are many. */
  row(item: Item, buttons: readonly Button[], links?: readonly Link[]): readonly types.ActionsBlock[];
  /** A text with a button beside it, or with a menu of several. */
  section(text: string, item: Item, buttons: readonly Button[], links?: readonly Link[]): types.SectionBlock;
};

export type ControlOptions = {
  /** What the ids of all blocks begin with: the section of a home tab. */
  readonly section?: string;
  readonly redraw?: CommandLine | undefined;
  /** The next of the numbers that tell apart what one message or view has; its own where none is given. */
  readonly next?: () => number;
};

/** Yields 1, 2, 3, … */
export function createCounter(): () => number {
  let count = 0;
  return () => {
    count += 1;
    return count;
  };
}

export function createControls({
  section = '',
  redraw,
  next = createCounter(),
}: ControlOptions = {}): Controls {
  // Blocks drawn anew get ids of their own, for Slack's apps keep under an id what was chosen before.
  const fresh = randomInt(36 ** 4).toString(36);

  function blockId(paper?: string): string {
    return writeBlockId(`${section}:${next()}.${fresh}`, {
      ...(paper !== undefined && { paper }),
      ...(redraw !== undefined && { redraw }),
    });
  }

  function drawButton(button: Button, item?: Item): types.Button | undefined {
    const value = writeButtonValue(button);
    if (value === undefined) return undefined;
    const label = labelOf(button);
    const spoken = clipText(cleanLine(`${label}: ${item?.heading ?? ''}`), LIMITS.accessibilityLabel);
    return {
      type: 'button',
      text: plainTextObject(label),
      action_id: `command:${next()}`,
      value,
      ...(item !== undefined && { accessibility_label: spoken }),
      ...(button.isPrimary && { style: 'primary' }),
      ...(button.isDanger && { style: 'danger' }),
    };
  }

  /** What does not fit is left out. */
  function drawMenu(
    item: Item,
    buttons: readonly Button[],
    links: readonly Link[],
  ): types.Overflow | undefined {
    const paper = hasRoomFor(item.paper) ? item.paper : undefined;
    const options = [
      ...buttons.flatMap((button): types.PlainTextOption[] => {
        const value = writeOptionValue(button, paper);
        return value === undefined ? [] : [{ text: plainTextObject(labelOf(button)), value }];
      }),
      ...links.flatMap(({ label, url }): types.PlainTextOption[] =>
        isOpenable(url) ? [{ text: plainTextObject(clip(`Open ${label}`)), url, value: OPENED }] : [],
      ),
    ].slice(0, LIMITS.menu);
    return options.length === 0 ? undefined : { type: 'overflow', action_id: `menu:${next()}`, options };
  }

  function drawSelect(filters: readonly Filter[]): types.StaticSelect | undefined {
    const groups = filters.flatMap(({ label, choices }) => {
      const options = choices.slice(0, LIMITS.options).flatMap((choice) => {
        const value = writeOptionValue({ ...choice, replaces: true });
        return value === undefined
          ? []
          : [{ option: { text: plainTextObject(labelOf(choice)), value }, choice }];
      });
      return options.length === 0 ? [] : [{ label, options }];
    });
    if (groups.length === 0) return undefined;
    const chosen = groups.flatMap(({ options }) => options).find(({ choice }) => choice.isOn)?.option;
    return {
      type: 'static_select',
      action_id: `menu:${next()}`,
      placeholder: plainTextObject('Show …'),
      ...(chosen !== undefined && { initial_option: chosen }),
      option_groups: groups.map(({ label, options }) => ({
        label: plainTextObject(clip(label)),
        options: options.map(({ option }) => option),
      })),
    };
  }

  return {
    rows(buttons, filters = []) {
      const rows: types.ActionsBlockElement[][] = [];
      const tooLong: string[] = [];
      const select = drawSelect(filters);
      if (select !== undefined) rows.push([select]);
      for (const button of buttons) {
        const element = drawButton(button);
        if (element === undefined) {
          tooLong.push(labelOf(button));
          continue;
        }
        const row = rows.at(-1);
        if (row !== undefined && fitsOneRow([...row, element])) row.push(element);
        else rows.push([element]);
      }
      const drawn = rows.map(
        (elements): MessagePart => ({
          blocks: [{ type: 'actions', block_id: blockId(), elements }],
          lines: [],
        }),
      );
      return tooLong.length === 0
        ? drawn
        : [...drawn, ...renderNote(`Too long for a button: ${tooLong.join(', ')}`)];
    },

    row(item, buttons, links = []) {
      const isWhole = buttons.length + links.length <= LIMITS.buttonsBeforeMenu + 1 && links.length === 0;
      const shown = isWhole ? buttons.length : LIMITS.buttonsBeforeMenu;
      const menu = drawMenu(item, buttons.slice(shown), links);
      const elements = [
        ...buttons.slice(0, shown).flatMap((button) => drawButton(button, item) ?? []),
        ...(menu === undefined ? [] : [menu]),
      ];
      return elements.length === 0 ? [] : [{ type: 'actions', block_id: blockId(item.paper), elements }];
    },

    section(text, item, buttons, links = []) {
      const [only, ...others] = buttons;
      const accessory =
        only !== undefined && others.length === 0 && links.length === 0
          ? drawButton(only, item)
          : drawMenu(item, buttons, links);
      return {
        ...writeSection(text),
        ...(accessory !== undefined && { block_id: blockId(item.paper), accessory }),
      };
    },
  };
}

function labelOf({ label }: Button): string {
  return clip(label);
}

function clip(label: string): string {
  return clipText(cleanLine(label), LIMITS.buttonLabel) || '…';
}

function isOpenable(url: string): boolean {
  return /^https?:\/\//iu.test(url) && url.length <= LIMITS.url && URL.canParse(url);
}

function fitsOneRow(elements: readonly types.ActionsBlockElement[]): boolean {
  return elements.length <= LIMITS.buttonsInRow && JSON.stringify(elements).length <= LIMITS.row;
}
