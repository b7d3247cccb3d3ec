import type { webApi } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import type { Bot } from '../../core/chat/bot.ts';
import type { Card, CommandLine } from '../../core/chat/card.ts';
import type { Member, Posted } from '../../core/chat/channel.ts';
import type { Invocation } from '../../core/chat/command.ts';
import type { Log } from '../../core/chat/log.ts';
import { describe } from './failures.ts';
import type { Identity } from './identity.ts';
import type { Press } from './render/button-value.ts';
import { type HomeState, renderHome, type Section } from './render/home.ts';
import type { Manner } from './send/answer.ts';
import { tryPatiently } from './send/patience.ts';
import { openDirect } from './send/reach.ts';
import type { Place } from './send/send.ts';

/** The app's home tab: each person's list, what is trending, their subscriptions. */
export type Home = {
  /** Takes over what a tab from before a restart keeps, where nothing newer is known. */
  recall(user: string, state: HomeState): void;
  /** Publishes it for somebody who looks at it, from now on anew whenever their list changes. */
  show(user: string, state: HomeState): Promise<void>;
  /** Does what a button there says, then publishes it anew. */
  press(user: string, section: string, press: Press, memberName: string): Promise<void>;
  /** Says something at its top. */
  say(user: string, card: Card): Promise<void>;
  close(): void;
};

export type HomeOptions = {
  readonly bot: Bot;
  readonly client: webApi.WebClient;
  readonly identity: Pick<Identity, 'workspace'>;
  readonly log: Log;
  answer(place: Place, manner: Manner, cards: readonly Card[]): Promise<readonly Posted[]>;
};

/** What it shows, by the commands' verbs; those that the bot does not have are left out. */
const SECTIONS = ['saved', 'trending', 'subscriptions'];
/** Where short answers stand. */
const NOTE = 'note';
/** Milliseconds between two publications for one person. */
const REST = 1_000;
/** So many people's tabs are kept up to date; the others' when they open theirs. */
const KEPT = 2_000;

type Page = {
  state: HomeState;
  /** Buttons being acted on: what they change is published when that is done. */
  acting: number;
  publishedAt: number;
  timer?: NodeJS.Timeout;
  /** The publication under way. */
  turn: Promise<void>;
};

export function createHome({ bot, client, identity, log, answer }: HomeOptions): Home {
  const { workspace } = identity;
  const pages = new LRUCache<string, Page>({ max: KEPT });
  const memberOf = (id: string): Member => ({ platform: 'slack', workspace, id });

  function pageOf(user: string, state: HomeState = { direct: '', lines: {} }): Page {
    const page = pages.get(user) ?? { state, acting: 0, publishedAt: 0, turn: Promise.resolve() };
    pages.set(user, page);
    return page;
  }

  /** Runs a command as this person, whose answer goes where `reply` says. */
  function run(
    user: string,
    line: CommandLine,
    channel: string,
    name: string,
    reply: Invocation['reply'],
    more: Pick<Invocation, 'leavesNoList'> = {},
  ) {
    return bot.onCommand({
      ...more,
      line,
      channel: { platform: 'slack', workspace, id: channel },
      member: memberOf(user),
      memberName: name,
      mayManage: async () => true,
      reply,
    });
  }

  async function fill(user: string, name: string, { lines }: HomeState): Promise<readonly Section[]> {
    const declared = bot.commands.find(({ verb }) => verb === name);
    if (declared === undefined) return [];
    const line = lines[name] ?? { name: declared.name, verb: name, text: '' };
    const cards: Card[] = [];
    const show: Invocation['reply'] = async (shown) => {
      cards.push(...shown);
      return [];
    };
    await run(user, line, 'home', '', show, { leavesNoList: true });
    return cards.length === 0 ? [] : [{ name, cards }];
  }

  async function publish(user: string, page: Page, told?: Section): Promise<void> {
    clearTimeout(page.timer);
    delete page.timer;
    page.publishedAt = Date.now();
    const filled = await Promise.all(
      SECTIONS.map((name) => (told?.name === name ? [told] : fill(user, name, page.state))),
    );
    const note = told?.name === NOTE ? [told] : [];
    const view = renderHome([...note, ...filled.flat()], page.state);
    try {
      await tryPatiently(
        () => client.views.publish({ user_id: user, view }),
        (text) => log.debug(text),
      );
    } catch (error) {
      log.warn(`Slack: the home tab of ${user} could not be published: ${describe(error)}`);
    }
  }

  function inTurn(user: string, page: Page, told?: Section): Promise<void> {
    page.turn = page.turn.then(() => publish(user, page, told));
    return page.turn;
  }

  const stopListening = bot.onChange((member) => {
    const page = pages.get(member.id);
    const ours = member.platform === 'slack' && member.workspace === workspace;
    if (!ours || page === undefined || page.acting > 0 || page.timer !== undefined) return;
    const rest = Math.max(0, page.publishedAt + REST - Date.now());
    page.timer = setTimeout(() => void inTurn(member.id, page), rest).unref();
  });

  return {
    recall(user, state) {
      pageOf(user, state);
    },

    async show(user, state) {
      const page = pageOf(user);
      page.state = { direct: state.direct || page.state.direct, lines: state.lines };
      await inTurn(user, page);
    },

    async press(user, section, { line, replaces }, memberName) {
      const page = pageOf(user);
      const direct = page.state.direct || (await openDirect(client, user).catch(() => ''));
      page.state = { ...page.state, direct };
      const told: Card[] = [];
      page.acting += 1;
      try {
        const reply: Invocation['reply'] = async (cards) => {
          if (!replaces && !cards.every(isShort)) {
            told.push({ title: 'The answer is on the tab Messages' });
            return answer({ workspace, user, channel: direct || user }, 'public', cards);
          }
          told.push(...cards);
          return [];
        };
        await run(user, line, direct, memberName, reply, replaces ? { leavesNoList: true } : {});
      } finally {
        page.acting -= 1;
      }
      const name = replaces ? section : NOTE;
      if (replaces && line.verb === section)
        page.state = { ...page.state, lines: { ...page.state.lines, [section]: line } };
      await inTurn(user, page, told.length === 0 ? undefined : { name, cards: told });
    },

    say: (user, card) => inTurn(user, pageOf(user), { name: NOTE, cards: [card] }),

    close() {
      stopListening();
      for (const { timer } of pages.values()) clearTimeout(timer);
      pages.clear();
    },
  };
}

/** Short enough to stand above the lists. */
function isShort({ items = [], preformatted = '', file }: Card): boolean {
  return items.length === 0 && preformatted === '' && file === undefined;
}
