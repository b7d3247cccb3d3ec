import type { Rates } from '../../core/async/rate-limit.ts';

/**
 * What Discord takes, and what we give of it. Lengths are in UTF-16 units, which is never less than what Discord
 * counts. https://docs.discord.com/developers/components/reference
 */
export const LIMITS = {
  /** Components of a message, nested ones included. */
  components: 40,
  /** Characters over all text displays of a message: 4,000, less the mention of a role. */
  text: 3970,
  /** Bytes (UTF-8) over all text of a message: Discord answers 500 above 10,170; less the mention of a role. */
  bytes: 10_140,
  buttonsInRow: 5,
  label: 80,
  customId: 100,
  url: 512,
  choices: 25,
  /** Of a command or sub-command, its argument included. */
  options: 25,
  choice: 100,
  commandDescription: 100,
  formTitle: 45,
  fields: 5,
  fieldLabel: 45,
  hint: 100,
  answer: 4000,
  /** Bytes of a file. */
  file: 10_485_760,
  fileName: 100,
  threadName: 100,
  /** Of an argument; Discord allows 6000, but Next and Previous carry it in their custom ids. */
  argument: 300,
  /** Of an option that takes several lines. */
  longOption: 2000,

  // Ours, so that one paper, and the beginning of one card, always fit into one message.
  title: 300,
  heading: 400,
  meta: 400,
  fact: 120,
  sign: 10,
  /** As written, addresses among them. */
  facts: 1200,
  why: 200,
  note: 300,
  links: 2,
  linkLabel: 40,
  /** Of a paper alone; a longer abstract ends with a sentence, and a link leads to the rest. */
  abstract: 3200,
  /** Kept free beside a paper alone for the labels of its card's own buttons. */
  labelsOfCard: 100,
  /** One part of a long text or of a preformatted one, as written, and the most parts sent of it. */
  part: 3000,
  parts: 3,
} as const;

/** How much of a message's text a text takes: its characters, or more where its bytes count more. */
export function weigh(text: string): number {
  return Math.max(text.length, Math.ceil((Buffer.byteLength(text) * LIMITS.text) / LIMITS.bytes));
}

/**
 * "All bots can make up to 50 requests per second": some of them are left to reactions and to looking around. What a channel
 * takes is not to be written down in a bot; discord.js keeps to what the headers of the answers say.
 * https://docs.discord.com/developers/topics/rate-limits
 */
export const POSTING_RATES: Rates = { overall: 40 };

/** The same of all requests, where several processes take turns: some are left for what arrives unevenly. */
export const REQUESTS_A_SECOND = 45;
