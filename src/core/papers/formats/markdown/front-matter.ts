import { parse as parseToml, TomlDate } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { type Fields, isObject } from '../fields.ts';

/** What stands at the top of a file between two lines of `---` (YAML) or `+++` (TOML), and the text below. */
export type Page =
  | { readonly matter: Fields; readonly body: string; readonly bodyLine: number }
  /** It is there, and yet holds no fields, for this reason. */
  | { readonly matter?: undefined; readonly what: string; readonly remedy: string };

const YAML = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const TOML = /^\uFEFF?\+\+\+[ \t]*\r?\n([\s\S]*?)\r?\n?\+\+\+[ \t]*(?:\r?\n|$)/;
/** The longest front matter, in characters. */
const LONGEST = 200_000;

/** The parts of a file with front matter; nothing where it has none. */
export function splitPage(text: string): Page | undefined {
  const head = text.slice(0, LONGEST);
  const [language, found] =
    [['YAML', YAML.exec(head)] as const, ['TOML', TOML.exec(head)] as const].find(
      ([, match]) => match !== null,
    ) ?? [];
  if (language === undefined || found === null || found === undefined) return undefined;
  let matter: unknown;
  try {
    matter = language === 'YAML' ? readYaml(found[1] ?? '') : readToml(found[1] ?? '');
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    return {
      what: `the front matter is not ${language} (${reason})`,
      remedy: 'quote values that hold ": ", "#" or quotes',
    };
  }
  if (!isObject(matter)) {
    const fence = language === 'YAML' ? '---' : '+++';
    return {
      what: 'the front matter has no fields',
      remedy: `write fields such as "title" between the two lines of "${fence}"`,
    };
  }
  return { matter, body: text.slice(found[0].length), bodyLine: found[0].split('\n').length };
}

/** Every value as it is written: `2303.08010` is no number. */
function readYaml(text: string): unknown {
  return parseYaml(text, { schema: 'failsafe', maxAliasCount: 10, logLevel: 'error', uniqueKeys: false });
}

function readToml(text: string): unknown {
  const fields = parseToml(text);
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof TomlDate ? value.toISOString().slice(0, 10) : value,
    ]),
  );
}
