import type { Card, CommandLine } from './card.ts';
import type { Member } from './channel.ts';

/** What the bot shows somebody who typed nothing, in a view of its own such as a home tab or a page. */
export type View =
  /** How much there is of somebody's own, and what most people want. */
  | 'header'
  | 'saved'
  /** New papers by what somebody saved. */
  | 'foryou'
  | 'trending'
  | 'subscriptions'
  /** What to do here, for somebody who comes for the first time. */
  | 'welcome';

/**
 * Whose view: its beginning, or, with a text or a page, all of it, and which part of it where it is long or can be narrowed: what one types after its command.
 *
 * @example
 * const { cards, until } = await bot.show({ view: 'saved', member, text: 'tag:physics', page: 2 });
 */
export type ViewRequest = { readonly view: View; readonly member: Member } & Partial<
  Pick<CommandLine, 'text' | 'page'>
>;

/** Never without cards. They hold until then, unless a change is told before. */
export type ViewAnswer = {
  readonly cards: readonly Card[];
  readonly until: Date;
  /** There is nothing of the person's own to show. */
  readonly isEmpty?: true;
};

/**
 * What has changed: what one person saved or is subscribed to, or all that was known of them; the papers, which are in every view; or
 * anything, for what changed meanwhile was not heard.
 */
export type ViewChange =
  | { readonly of: 'saved' | 'subscriptions' | 'forgotten'; readonly member: Member }
  | { readonly of: 'papers' | 'anything'; readonly member?: undefined };
