import type { types } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import type { Bot } from '../../core/chat/bot.ts';
import type { Card } from '../../core/chat/card.ts';
import type { Member, Posted } from '../../core/chat/channel.ts';
import type { Invocation } from '../../core/chat/command.ts';
import type { View, ViewAnswer } from '../../core/chat/view.ts';
import type { Press } from './render/button-value.ts';
import { type HomeState, renderHome, type Section } from './render/home.ts';

/** The app's home tab, in all workspaces: a header, and each person's list, what is new for them, what is trending, their subscriptions. */
export type Home = {
  /** Takes over what a tab from before a restart keeps, where nothing newer is known. */
  recall(member: Member, state: HomeState): void;
  /**
   * Publishes it for somebody who looks at it, from now on anew whenever their list or subscriptions change; `isFirst` says
   * what it is for.
   */
  show(member: Member, state: HomeState, isFirst?: boolean): Promise<void>;
  /** Does what a button there says, then publishes it anew. */
  press(member: Member, section: string, press: Press, memberName: string): Promise<void>;
  /** Says something at its top. */
  say(member: Member, card: Card): Promise<void>;
  close(): void;
};

/** What became of a tab that was to be drawn: what to know it by, where Slack tells; or that another process has drawn it since. */
export type Published = { readonly hash?: string; readonly isOvertaken?: true };

export type HomeOptions = {
  readonly bot: Bot;
  /** Draws a tab, with `over` only where it still is as it was then. Never rejects. */
  publish(member: Member, view: types.HomeView, over?: string): Promise<Published>;
  /** The direct conversation with the person; '' where it cannot be opened. */
  openDirect(member: Member): Promise<string>;
  /** Shows cards for good in that conversation, `direct` being '' where it is not known. */
  answer(member: Member, direct: string, cards: readonly Card[]): Promise<readonly Posted[]>;
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
type Occasion = { readonly isFirst?: boolean; readonly isAsked?: boolean };

type Page = {
  state: HomeState;
  /** Buttons being acted on: what they change is published when that is done. */
  acting: number;
  publishedAt: number;
  /** By what Slack knows the tab as it was drawn here last. */
  hash?: string;
  timer?: NodeJS.Timeout;
  /** The publication under way. */
  turn: Promise<void>;
};

export function createHome({ bot, publish: send, openDirect, answer }: HomeOptions): Home {
  const pages = new LRUCache<string, Page>({ max: KEPT });
  const asked = new LRUCache<string, Map<View, Promise<ViewAnswer>>>({ max: KEPT_SECTIONS });

  function pageOf(member: Member, state: HomeState = { direct: '', lines: {} }): Page {
    const page = pages.get(keyOf(member)) ?? { state, acting: 0, publishedAt: 0, turn: Promise.resolve() };
    pages.set(keyOf(member), page);
    return page;
  }

  /** A section as it was asked for, or asked for now where it holds no longer. */
  async function ask(member: Member, view: View, { lines }: HomeState): Promise<Answered> {
    const known = asked.get(keyOf(member)) ?? new Map<View, Promise<ViewAnswer>>();
    asked.set(keyOf(member), known);
    const kept = await known.get(view);
    if (kept !== undefined && kept.until.getTime() > Date.now()) return { name: view, ...kept };
    const { text, page } = lines[view] ?? {};
    const answered = bot.show({
      view,
      member,
      ...(text !== undefined && { text }),
      ...(page !== undefined && { page }),
    });
    // Set before it is answered: a change that comes meanwhile takes it out again.
    known.set(view, answered);
    return { name: view, ...(await answered) };
  }

  /** Asks for a section anew the next time. */
  function forget(member: Member, section: string): void {
    for (const view of SECTIONS) if (view === section) asked.get(keyOf(member))?.delete(view);
  }

  /** `isAsked`: the person waits for it; else it is drawn only over what was drawn here. */
  async function publish(
    member: Member,
    page: Page,
    told?: Section,
    { isFirst = false, isAsked = true }: Occasion = {},
  ): Promise<void> {
    clearTimeout(page.timer);
    delete page.timer;
    page.publishedAt = Date.now();
    const filled: readonly (Section & Partial<ViewAnswer>)[] = await Promise.all(
      SECTIONS.map((view) => (told?.name === view ? told : ask(member, view, page.state))),
    );
    const { workspace } = member;
    const isNew =
      isFirst && OWN.every((view) => filled.some(({ name, isEmpty }) => name === view && isEmpty));
    if (isNew) {
      const { cards } = await bot.show({ view: 'welcome', member });
      const [header] = filled;
      const shown = [...(header ? [header] : []), { name: NOTE, cards }];
      const welcome = renderHome(shown, page.state, workspace);
      return draw(member, page, welcome, isAsked);
    }
    const note = told?.name === NOTE ? [told] : [];
    await draw(member, page, renderHome([...note, ...filled], page.state, workspace), isAsked);
  }

  /** A tab that another process has drawn since is kept up to date by that one. */
  async function draw(member: Member, page: Page, view: types.HomeView, isAsked: boolean): Promise<void> {
    const { hash, isOvertaken } = await send(member, view, isAsked ? undefined : page.hash);
    if (isOvertaken && pages.peek(keyOf(member)) === page) pages.delete(keyOf(member));
    else if (hash === undefined) delete page.hash;
    else page.hash = hash;
  }

  function inTurn(member: Member, page: Page, told?: Section, occasion?: Occasion): Promise<void> {
    page.turn = page.turn.then(() => publish(member, page, told, occasion));
    return page.turn;
  }

  const stopListening = bot.onChange((change) => {
    const { member, of } = change;
    if (member === undefined) return asked.clear();
    forget(member, of);
    if (of === 'saved') forget(member, 'foryou');
    forget(member, 'header');
    const page = pages.get(keyOf(member));
    if (page === undefined || page.acting > 0 || page.timer !== undefined) return;
    const rest = Math.max(0, page.publishedAt + REST - Date.now());
    page.timer = setTimeout(() => void inTurn(member, page, undefined, { isAsked: false }), rest).unref();
  });

  return {
    recall(member, state) {
      pageOf(member, state);
    },

    async show(member, state, isFirst = false) {
      const page = pageOf(member);
      page.state = { direct: state.direct || page.state.direct, lines: state.lines };
      asked.delete(keyOf(member));
      await inTurn(member, page, undefined, { isFirst });
    },

    async press(member, section, { line, replaces }, memberName) {
      const page = pageOf(member);
      const direct = page.state.direct || (await openDirect(member));
      page.state = { ...page.state, direct };
      const told: Card[] = [];
      page.acting += 1;
      try {
        const reply: Invocation['reply'] = async (cards) => {
          if (!replaces && !cards.every(isShort)) {
            told.push({ title: 'The answer is on the tab Messages' });
            return answer(member, direct, cards);
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
        forget(member, section);
        forget(member, 'header');
      }
      const name = replaces ? section : NOTE;
      // A command without verbs goes by its name, after whatever prefix.
      if (replaces && (line.verb ?? line.name.slice(-section.length)) === section)
        page.state = { ...page.state, lines: { ...page.state.lines, [section]: line } };
      await inTurn(member, page, told.length === 0 ? undefined : { name, cards: told });
    },

    say: (member, card) => inTurn(member, pageOf(member), { name: NOTE, cards: [card] }),

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

function keyOf({ platform, workspace, id }: Member): string {
  return `${platform} ${workspace} ${id}`;
}
