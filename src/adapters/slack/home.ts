import type { types } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import type { Bot } from '../../core/chat/bot.ts';
import type { Card } from '../../core/chat/card.ts';
import type { Member, Posted } from '../../core/chat/channel.ts';
import type { Invocation } from '../../core/chat/command.ts';
import type { View, ViewAnswer } from '../../core/chat/view.ts';
import type { Press } from './render/button-value.ts';
import { type HomeState, renderHome, type Section } from './render/home.ts';

/** The app's home tab: a header, and each person's list, what is new for them, what is trending, their subscriptions. */
export type Home = {
  /** Takes over what a tab from before a restart keeps, where nothing newer is known. */
  recall(user: string, state: HomeState): void;
  /**
   * Publishes it for somebody who looks at it, from now on anew whenever their list or subscriptions change; `isFirst` says
   * what it is for.
   */
  show(user: string, state: HomeState, isFirst?: boolean): Promise<void>;
  /** Does what a button there says, then publishes it anew. */
  press(user: string, section: string, press: Press, memberName: string): Promise<void>;
  /** Says something at its top. */
  say(user: string, card: Card): Promise<void>;
  close(): void;
};

export type HomeOptions = {
  readonly bot: Bot;
  memberOf(user: string): Member;
  /** Never rejects. */
  publish(user: string, view: types.HomeView): Promise<void>;
  /** The direct conversation with the person; '' where it cannot be opened. */
  openDirect(user: string): Promise<string>;
  /** Shows cards for good in that conversation, `direct` being '' where it is not known. */
  answer(user: string, direct: string, cards: readonly Card[]): Promise<readonly Posted[]>;
};

/** What it shows, in this order. */
const SECTIONS: readonly View[] = ['header', 'saved', 'foryou', 'trending', 'subscriptions'];
/** What somebody has of their own there; without any the first visit shows the welcome in place of all lists. */
const OWN: readonly View[] = ['saved', 'subscriptions'];

/** Where short answers stand. */
const NOTE = 'note';
/** Milliseconds between two publications for one person. */
const REST = 1_000;
/** So many people's tabs are kept up to date; the others' when they open theirs. */
const KEPT = 2_000;
/** So many people's sections are kept, so that only what has changed is asked again. */
const KEPT_SECTIONS = 500;

type Answered = Section & ViewAnswer;

type Page = {
  state: HomeState;
  /** Buttons being acted on: what they change is published when that is done. */
  acting: number;
  publishedAt: number;
  timer?: NodeJS.Timeout;
  /** The publication under way. */
  turn: Promise<void>;
};

export function createHome({ bot, memberOf, publish: send, openDirect, answer }: HomeOptions): Home {
  const pages = new LRUCache<string, Page>({ max: KEPT });
  const asked = new LRUCache<string, Map<View, Promise<ViewAnswer>>>({ max: KEPT_SECTIONS });

  function pageOf(user: string, state: HomeState = { direct: '', lines: {} }): Page {
    const page = pages.get(user) ?? { state, acting: 0, publishedAt: 0, turn: Promise.resolve() };
    pages.set(user, page);
    return page;
  }

  /** A section as it was asked for, or asked for now where it holds no longer. */
  async function ask(user: string, view: View, { lines }: HomeState): Promise<Answered> {
    const known = asked.get(user) ?? new Map<View, Promise<ViewAnswer>>();
    asked.set(user, known);
    const kept = await known.get(view);
    if (kept !== undefined && kept.until.getTime() > Date.now()) return { name: view, ...kept };
    const { text, page } = lines[view] ?? {};
    const answered = bot.show({
      view,
      member: memberOf(user),
      ...(text !== undefined && { text }),
      ...(page !== undefined && { page }),
    });
    // Set before it is answered: a change that comes meanwhile takes it out again.
    known.set(view, answered);
    return { name: view, ...(await answered) };
  }

  /** Asks for a section anew the next time. */
  function forget(user: string, section: string): void {
    for (const view of SECTIONS) if (view === section) asked.get(user)?.delete(view);
  }

  async function publish(user: string, page: Page, told?: Section, isFirst = false): Promise<void> {
    clearTimeout(page.timer);
    delete page.timer;
    page.publishedAt = Date.now();
    const filled: readonly (Section & Partial<ViewAnswer>)[] = await Promise.all(
      SECTIONS.map((view) => (told?.name === view ? told : ask(user, view, page.state))),
    );
    const isNew =
      isFirst && OWN.every((view) => filled.some(({ name, isEmpty }) => name === view && isEmpty));
    if (isNew) {
      const { cards } = await bot.show({ view: 'welcome', member: memberOf(user) });
      const [header] = filled;
      return send(user, renderHome([...(header ? [header] : []), { name: NOTE, cards }], page.state));
    }
    const note = told?.name === NOTE ? [told] : [];
    const view = renderHome([...note, ...filled], page.state);
    await send(user, view);
  }

  function inTurn(user: string, page: Page, told?: Section, isFirst?: boolean): Promise<void> {
    page.turn = page.turn.then(() => publish(user, page, told, isFirst));
    return page.turn;
  }

  const stopListening = bot.onChange((change) => {
    if (change.of === 'papers') return asked.clear();
    const { platform, id, workspace } = change.member;
    const own = memberOf(id);
    if (platform !== own.platform || workspace !== own.workspace) return;
    forget(id, change.of);
    if (change.of === 'saved') forget(id, 'foryou');
    forget(id, 'header');
    const page = pages.get(id);
    if (page === undefined || page.acting > 0 || page.timer !== undefined) return;
    const rest = Math.max(0, page.publishedAt + REST - Date.now());
    page.timer = setTimeout(() => void inTurn(id, page), rest).unref();
  });

  return {
    recall(user, state) {
      pageOf(user, state);
    },

    async show(user, state, isFirst = false) {
      const page = pageOf(user);
      page.state = { direct: state.direct || page.state.direct, lines: state.lines };
      asked.delete(user);
      await inTurn(user, page, undefined, isFirst);
    },

    async press(user, section, { line, replaces }, memberName) {
      const page = pageOf(user);
      const member = memberOf(user);
      const direct = page.state.direct || (await openDirect(user));
      page.state = { ...page.state, direct };
      const told: Card[] = [];
      page.acting += 1;
      try {
        const reply: Invocation['reply'] = async (cards) => {
          if (!replaces && !cards.every(isShort)) {
            told.push({ title: 'The answer is on the tab Messages' });
            return answer(user, direct, cards);
          }
          told.push(...cards);
          return [];
        };
        await bot.onCommand({
          line,
          channel: { platform: member.platform, workspace: member.workspace, id: direct },
          member,
          memberName,
          mayManage: async () => direct !== '',
          ...(replaces && { leavesNoList: true }),
          reply,
        });
      } finally {
        page.acting -= 1;
        // What was pressed may stand there differently now: saved by one more.
        forget(user, section);
        forget(user, 'header');
      }
      const name = replaces ? section : NOTE;
      // A command without verbs goes by its name, after whatever prefix.
      if (replaces && (line.verb ?? line.name.slice(-section.length)) === section)
        page.state = { ...page.state, lines: { ...page.state.lines, [section]: line } };
      await inTurn(user, page, told.length === 0 ? undefined : { name, cards: told });
    },

    say: (user, card) => inTurn(user, pageOf(user), { name: NOTE, cards: [card] }),

    close() {
      stopListening();
      for (const { timer } of pages.values()) clearTimeout(timer);
      pages.clear();
      asked.clear();
    },
  };
}

/** Short enough to stand above the lists. */
function isShort({ items = [], preformatted = '', file }: Card): boolean {
  return items.length === 0 && preformatted === '' && file === undefined;
}
