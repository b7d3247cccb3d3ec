/** What a mail is painted with, by day and in the dark; every text stands out from its ground by at least 4.5 to 1 (WCAG 2.2, 1.4.3). */
export const COLOURS = {
  light: {
    page: '#f3f4f6',
    card: '#ffffff',
    title: '#14181d',
    text: '#24292f',
    small: '#5b6470',
    link: '#0f5ea8',
    reason: '#9a5b00',
    line: '#e3e6ea',
  },
  dark: {
    page: '#15181c',
    card: '#1d2127',
    title: '#e6e8eb',
    text: '#e6e8eb',
    small: '#a2abb6',
    link: '#79b8ff',
    reason: '#ffc35c',
    line: '#343a42',
  },
} as const;

/** The line on top, in the yellow of the logo. */
export const ACCENT = '#ffbe3d';

type Colour = keyof typeof COLOURS.light;

/** Class and style of an element in a colour; the class stands for the colour in the dark. */
export function inColour(colour: Colour, style: string): string {
  const property =
    colour === 'page' || colour === 'card' ? 'background' : colour === 'line' ? 'border-color' : 'color';
  return `class="${colour}" style="${style};${property}:${COLOURS.light[colour]}"`;
}

/**
 * The dark colours, for the programs that know this; those that turn colours round by themselves find dark text on explicit white.
 */
export function darkStyles(): string {
  const { page, card, line, ...texts } = COLOURS.dark;
  const rules = [
    `.page{background:${page}!important}`,
    `.card{background:${card}!important}`,
    `.line{border-color:${line}!important}`,
    ...Object.entries(texts).map(([name, colour]) => `.${name}{color:${colour}!important}`),
  ];
  return `:root{color-scheme:light dark}@media (prefers-color-scheme:dark){${rules.join('')}}@media (max-width:600px){.card{padding:20px 16px!important}}`;
}
