/**
 * What Discord takes, and what we give of it. Lengths are in UTF-16 units, which is never less than what Discord
 * counts. https://docs.discord.com/developers/components/reference
 */
export const LIMITS = {
  /** Components of a message, nested ones included. */
  components: 40,
  /** Characters over all text displays of a message. */
  text: 4000,
  buttonsInRow: 5,
  label: 80,
  customId: 100,
  url: 512,
  choices: 25,
  choice: 100,
  commandDescription: 100,
  /** Of an argument; Discord allows 6000, but Next and Previous carry it in their custom ids. */
  argument: 300,

  // Ours, so that one paper, and the beginning of one card, always fit into one message.
  title: 300,
  heading: 400,
  meta: 250,
  why: 200,
  footer: 400,
  links: 2,
  linkLabel: 40,
  /** One part of a long text or of a preformatted one, as written, and the most parts sent of it. */
  part: 3000,
  parts: 3,
} as const;
