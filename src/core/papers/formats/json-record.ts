import { isCsl, readCsl } from './csl.ts';
import { ALIASES } from './record-fields.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** A plain object, as JSON has them. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A record's fields under our names, from our own format, CSL-JSON, or an item as the Hugging Face daily papers API returns
 * it (`paper` inside, or flat). Nothing where the value is no object.
 */
export function readFields(value: unknown): Fields | undefined {
  if (!isObject(value)) return undefined;
  if (isCsl(value)) return readCsl(value);
  if (isObject(value.paper)) return readDailyItem(value, value.paper);
  return rename(value);
}

function readDailyItem(item: Fields, paper: Fields): Fields {
  return {
    id: paper.id,
    title: paper.title ?? item.title,
    abstract: paper.summary ?? item.summary,
    authors: namesIn(paper.authors),
    published: paper.publishedAt ?? item.publishedAt,
    code: paper.githubRepo,
    keywords: paper.ai_keywords,
    upvotes: paper.upvotes,
    source: 'Hugging Face daily papers',
  };
}

function rename(value: Fields): Fields {
  let renamed: Record<string, unknown> | undefined;
  for (const name of Object.keys(value)) {
    const ours = ALIASES.get(name);
    if (ours === undefined) continue;
    renamed ??= { ...value };
    delete renamed[name];
    if ((value[ours] ?? undefined) === undefined) renamed[ours] = value[name];
  }
  const authors = (renamed ?? value).authors;
  if (Array.isArray(authors) && authors.some(isObject))
    renamed = { ...(renamed ?? value), authors: namesIn(authors) };
  return renamed ?? value;
}

/** Names given as strings or as objects with a name; what is neither stays, for the check to refuse. */
function namesIn(authors: unknown): unknown {
  if (!Array.isArray(authors)) return authors;
  return authors.map((author: unknown) => {
    if (!isObject(author)) return author;
    const name = author.name ?? author.literal ?? author.fullname;
    if (name !== undefined && name !== null) return name;
    const parts = [author.given ?? author.first, author.family ?? author.last];
    const known = parts.filter((part) => typeof part === 'string');
    return known.length === 0 ? author : known.join(' ');
  });
}
