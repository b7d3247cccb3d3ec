/** A mail as somebody sees it whose system is light or dark: its own rules for that scheme, whatever the reader's system is. */
export function forceScheme(html: string, scheme: 'light' | 'dark'): string {
  const other = scheme === 'dark' ? 'light' : 'dark';
  return html
    .replaceAll(new RegExp(`@media\\s*\\(prefers-color-scheme:\\s*${scheme}\\)`, 'gu'), '@media all')
    .replaceAll(new RegExp(`@media\\s*\\(prefers-color-scheme:\\s*${other}\\)`, 'gu'), '@media not all')
    .replace(
      '</head>',
      `<base target="_blank"><style>:root{color-scheme:${scheme}!important}</style></head>`,
    );
}
