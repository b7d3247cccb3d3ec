import { styleText } from 'node:util';
import { createSupportsHyperlinks } from 'supports-hyperlinks';
import wrapAnsi from 'wrap-ansi';
import { plainLine } from './plain-text.ts';

/** What the place that text goes to can show. */
export type Screen = {
  /** Columns to wrap at; lines stay whole where it is absent. */
  readonly width?: number;
  readonly colour: boolean;
  /** Clickable text by OSC 8 (https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda). */
  readonly links: boolean;
  /** Whether a person looks at it, who reads addresses as one says them; a program gets them in full. */
  readonly isPerson: boolean;
  /** Whether keys can be typed here. */
  readonly keys: boolean;
  /** The IANA time zone that moments are told in; the machine's where it is absent. */
  readonly zone?: string;
};

/** Plain text without an end to its lines, for pipes and files. */
export const plainScreen: Screen = { colour: false, links: false, isPerson: false, keys: false };

type Environment = Readonly<Record<string, string | undefined>>;

const widest = 100;
const narrowest = 20;

/** The screen a person looks at, as it is now; plain where input or output is no terminal, unless FORCE_COLOR asks. */
export function measureScreen(
  output: { readonly isTTY?: boolean; readonly columns?: number },
  interactive: boolean,
  environment: Environment,
): Screen {
  const colour = wantsColour(interactive && environment.TERM !== 'dumb', environment);
  if (!interactive) return { ...plainScreen, colour };
  return {
    width: Math.max(narrowest, Math.min(widest, output.columns || 80)),
    colour,
    links: createSupportsHyperlinks(output),
    isPerson: true,
    keys: true,
  };
}

/** FORCE_COLOR wins over NO_COLOR, as in Node itself (https://nodejs.org/api/cli.html#force_color1-2-3). */
function wantsColour(able: boolean, { FORCE_COLOR, NO_COLOR }: Environment): boolean {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return able && (NO_COLOR === undefined || NO_COLOR === '');
}

export type Format = Parameters<typeof styleText>[0];

/** Foreign text made harmless, in a style where the screen has colour. */
export function paint(screen: Screen, format: Format | undefined, text: string): string {
  const plain = plainLine(text);
  return screen.colour && format !== undefined && plain !== ''
    ? styleText(format, plain, { validateStream: false })
    : plain;
}

/** Text already painted, clickable where the screen can; `url` must come from `plainUrl`. */
export function link(screen: Screen, painted: string, url: string | undefined): string {
  if (!screen.links || url === undefined) return painted;
  return `\u001B]8;;${url}\u0007${painted}\u001B]8;;\u0007`;
}

/** Painted text wrapped at the screen's width and indented, the first line by `lead` instead. */
export function wrap(screen: Screen, painted: string, indent: number, lead = ' '.repeat(indent)): string {
  const lines =
    screen.width === undefined ? painted : wrapAnsi(painted, screen.width - indent, { hard: true });
  return lines
    .split('\n')
    .map((line, index) => (index === 0 ? lead : ' '.repeat(indent)) + line)
    .join('\n');
}
