import type { APIMessage } from 'discord.js';

/** What may be read of a message, as it came or as it was forwarded. */
type Shown = Partial<
  Pick<APIMessage, 'content' | 'embeds' | 'components' | 'attachments' | 'message_snapshots' | 'poll'>
>;

/**
 * All that a reader sees of a message, a line each, and the addresses behind it: what was written, cards, components of any
 * kind and depth, names of files, polls, and all of that of a message that was forwarded with it.
 */
export function readShownText(message: Shown): string {
  const parts = readShown(message).filter((part): part is string => typeof part === 'string' && part !== '');
  return [...new Set(parts)].join('\n');
}

function readShown(message: Shown): readonly unknown[] {
  const { content, embeds = [], components, attachments = [], message_snapshots = [], poll } = message;
  const cards = embeds.flatMap(({ author, title, url, description, fields = [], footer }) => [
    ...[author?.name, author?.url, title, url, description],
    ...fields.flatMap(({ name, value }) => [name, value]),
    footer?.text,
  ]);
  const files = attachments.flatMap(({ filename, title, description }) => [
    ...[title ?? filename, filename].map(nameWithoutEnding),
    description,
  ]);
  const answers = poll?.answers.map(({ poll_media }) => poll_media.text) ?? [];
  return [
    content,
    ...cards,
    ...readComponents(components),
    ...files,
    ...[poll?.question.text, ...answers],
    ...message_snapshots.flatMap((snapshot) => readShown(snapshot.message)),
  ];
}

/** `2303.08010` for `2303.08010.pdf`; Discord puts an underscore where a name had a space. */
function nameWithoutEnding(name: string): string {
  return name.replace(/\.[a-z]{2,4}$/iu, '').replaceAll('_', ' ');
}

/** What components of any kind may show: texts, labels, addresses of buttons, files and pictures. */
const SHOWN = ['content', 'label', 'url', 'description', 'placeholder'];

function readComponents(components: unknown): readonly unknown[] {
  return listParts(components).flatMap((part) => {
    const { accessory, components: inner, items, name } = part;
    const file = typeof name === 'string' ? nameWithoutEnding(name) : undefined;
    return [
      ...SHOWN.map((field) => part[field]),
      file,
      ...readComponents([accessory]),
      ...readComponents(inner),
      ...readComponents(items),
    ];
  });
}

type Part = Readonly<Record<string, unknown>>;

/** The objects of a list, whatever else it may be or hold. */
export function listParts(value: unknown): readonly Part[] {
  return Array.isArray(value)
    ? value.filter((part): part is Part => typeof part === 'object' && part !== null)
    : [];
}
