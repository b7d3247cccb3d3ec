import { Menu } from '../../../core/chat/preview/page/menu.tsx';

/** Those offered: what saves, what says which of several papers, and one that means nothing to the bot. */
const OFFERED = ['🔖', '1️⃣', '2️⃣', '3️⃣', '4️⃣', '5️⃣', '6️⃣', '7️⃣', '8️⃣', '9️⃣', '🔟', '👍'];

export type ReactionsProps = {
  readonly given: Readonly<Record<string, readonly string[]>>;
  readonly person: string;
  readonly nameOf: (person: string) => string;
  readonly react: (emoji: string, added: boolean) => void;
};

/** Reactions to a message, and those one may give. */
export function Reactions({ given, person, nameOf, react }: ReactionsProps) {
  return (
    <>
      {Object.entries(given).map(([emoji, people]) => {
        const isOwn = people.includes(person);
        return (
          <button
            type="button"
            class="reaction"
            key={emoji}
            aria-pressed={isOwn}
            aria-label={`${emoji} by ${people.map(nameOf).join(', ')}`}
            onClick={() => react(emoji, !isOwn)}
          >
            {emoji} {people.length}
          </button>
        );
      })}
      <Menu label="React" sign="☺+" class="react">
        {OFFERED.map((emoji) => (
          <button
            type="button"
            key={emoji}
            aria-label={`React with ${emoji}`}
            onClick={() => react(emoji, !(given[emoji] ?? []).includes(person))}
          >
            {emoji}
          </button>
        ))}
      </Menu>
    </>
  );
}
