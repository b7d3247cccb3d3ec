import type { Rates } from '../../core/async/rate-limit.ts';

/**
 * What Slack takes, in UTF-16 units. Block Kit's own numbers are from docs.slack.dev/reference/block-kit; those marked
 * ours are not documented and chosen to be safe.
 */
export const LIMITS = {
  blocks: 50,
  /** Of all blocks as JSON: Slack answers `msg_blocks_too_long` from about 13,200 on (slackapi/bolt-js#2509). */
  blocksTotal: 12_500,
  header: 150,
  context: 1_000,
  /** One text of a section; ours, for Slack takes 3,000. */
  section: 2_900,
  fields: 10,
  blockId: 255,
  /** One rich text block; ours, like that of a section. */
  richText: 2_900,
  /** As JSON at most twice as long, so that a piece fits into a message. */
  preformatted: 5_500,
  heading: 300,
  why: 300,
  /** One fact of a paper; ours. */
  fact: 300,
  note: 300,
  /** Marks drawn in one text; the words of further marks stay, unmarked. Ours. */
  marks: 40,
  /** Options of a menu. Slack says 150 characters for a value, its types 75. */
  menu: 5,
  menuValue: 75,
  accessibilityLabel: 75,
  /** Buttons of one paper's row before its menu. Ours. */
  buttonsBeforeMenu: 3,
  buttonsInRow: 25,
  /** Of one row as JSON. Ours. */
  row: 8_000,
  buttonLabel: 75,
  buttonValue: 2_000,
  url: 3_000,
  /** The text beside the blocks: Slack advises 4,000 and takes no more in an update. */
  fallback: 3_900,
  /** Messages made of one card; a response URL takes five. */
  messages: 5,
  /** Links of one message that get a card, and the texts on each. Ours. */
  unfurls: 5,
  unfurlMeta: 300,
  unfurlText: 500,
  options: 100,
  optionText: 75,
  optionValue: 150,
  privateMetadata: 3_000,
  viewTitle: 24,
  viewBlocks: 100,
  /** The label of an input. */
  label: 2_000,
  /** What is typed into one. */
  input: 3_000,
  /** What is said of a wrong answer under its field; ours. */
  problem: 300,
  shortcutName: 24,
  shortcutDescription: 150,
  commandDescription: 2_000,
  usageHint: 1_000,
} as const;

/**
 * "One message per second per channel, while also maintaining a workspace-wide limit" of "several hundred messages a minute":
 * docs.slack.dev/apis/web-api/rate-limits and docs.slack.dev/reference/methods/chat.postMessage. Limits are counted for each
 * workspace by itself, so there is none over all.
 */
export const POSTING_RATES: Rates = { place: 1, workspace: 4 };
