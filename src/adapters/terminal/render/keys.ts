import type { Button, Card, CardItem } from '../../../core/chat/card.ts';
import { turnPages } from '../../../core/chat/pager.ts';
import { lower } from './words.ts';

/** A button, and the paper it is about where it stands beside one. */
export type Key = { readonly button: Button; readonly paper?: string };

/** What letters typed at the terminal press: `n`, or `s2` for what is done with paper 2. */
export type Keys = ReadonlyMap<string, Key>;

/** A key that is told of: `s2`, `save 2`. */
export type Hint = { readonly key: string; readonly words: string };

/** The keys of cards that are shown together, and which of them are told of under each card. */
export function assignKeys(cards: readonly Card[]): {
  readonly keys: Keys;
  readonly hints: readonly (readonly Hint[])[];
} {
  const keys = new Map<string, Key>();
  const taken = new Set<string>();
  /** One letter for what is the same for each paper of a list. */
  const letters = new Map<string, string>();

  function letterFor(label: string, role?: string): string {
    const known = role === undefined ? undefined : letters.get(role);
    if (known !== undefined) return known;
    const letter = freeLetter(label, taken);
    taken.add(letter);
    if (role !== undefined) letters.set(role, letter);
    return letter;
  }

  function keyItem(item: CardItem): readonly (Hint & { readonly isMain: boolean })[] {
    const { number, action, open, buttons = [], heading } = item;
    const all = [
      ...(action === undefined ? [] : [{ button: action, role: 'action', isMain: true }]),
      ...(open === undefined ? [] : [{ button: open, role: 'open', isMain: true }]),
      ...buttons.map((button) => ({ button, role: `: ${button.label}`, isMain: open === undefined })),
    ];
    return all.map(({ button, role, isMain }) => {
      const label = role === 'open' && number !== undefined ? 'open' : button.label;
      const letter = letterFor(label, number === undefined ? undefined : role);
      const key = `${letter}${number ?? ''}`;
      keys.set(key, { button, paper: heading });
      const words = lower(label);
      return { key, words: number === undefined ? words : `${words} ${number}`, isMain };
    });
  }

  function keyCard(card: Card): readonly Hint[] {
    const items = card.items ?? [];
    const keyed = items.map((item) => ({ item, hints: keyItem(item) }));
    const listed = keyed.filter(({ item, hints }) => item.number !== undefined && hints.length > 0);
    // The first two papers are likely to be seen beside the line of keys; one that is saved already would tell of the way back.
    const shown = listed.find(({ item }, at) => at > 0 && !item.action?.isOn) ?? listed[0];
    const alone = keyed.filter(({ item }) => item.number === undefined);
    const told = [...(shown === undefined ? [] : [shown]), ...alone].flatMap(({ hints }) => hints);
    const own = [
      ...turnPages(card.pager ?? {}),
      ...(card.filters ?? []).flatMap(({ choices }) => choices.filter(({ isOn }) => !isOn)),
      ...(card.sections ?? []).flatMap(({ action, buttons = [] }) => [action ?? [], buttons].flat()),
      ...(card.buttons ?? []),
    ];
    const others = own.map((button) => {
      const key = letterFor(button.label);
      keys.set(key, { button });
      return { key, words: lower(button.label) };
    });
    return [...told.filter((hint) => hint.isMain || shown === undefined), ...others];
  }

  return { hints: cards.map(keyCard), keys };
}

const alphabet = [...'abcdefghijklmnopqrstuvwxyz'];
const pairs = alphabet.flatMap((one) => alphabet.map((other) => `${one}${other}`));

/** The first letter of a label that is free, else any that is, else two. */
function freeLetter(label: string, taken: ReadonlySet<string>): string {
  const own = label.toLowerCase().match(/[a-z]/gu) ?? [];
  return [...own, ...alphabet, ...pairs].find((letter) => !taken.has(letter)) ?? '';
}
