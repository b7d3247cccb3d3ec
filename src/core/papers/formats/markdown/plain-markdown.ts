/** The words of simple Markdown: links, wikilinks, emphasis and code without their marks. */
export function dropMarkdown(text: string): string {
  return dropWikilinks(text)
    .replace(/!\[[^\]\n]{0,300}\]\([^)\s]{0,500}\)/g, '')
    .replace(/\[([^\]\n]{1,300})\]\(<?([^)\s]{1,500})>?\)/g, '$1')
    .replace(/(?<![\w*])(\*{1,3})(?=\S)([^*\n]{1,500})(?<=\S)\1(?![\w*])/g, '$2')
    .replace(/(?<![\w_])(_{1,2})(?=\S)([^_\n]{1,500})(?<=\S)\1(?![\w_])/g, '$2')
    .replace(/==(?=\S)([^=\n]{1,500})(?<=\S)==/g, '$1')
    .replace(/(?<![\w`])`([^`\n]{1,200})`(?![\w`])/g, '$1');
}

/** `[[People/Bo Bee|Bo Bee]]` and `[[People/Bo Bee]]` as `Bo Bee`. */
export function dropWikilinks(text: string): string {
  return text.replace(
    /!?\[\[([^\]|\n]{1,200})(?:\|([^\]\n]{1,200}))?\]\]/g,
    (_, target: string, shown?: string) => {
      return shown ?? target.replace(/#.*$/, '').replace(/^.*\//, '');
    },
  );
}

/** The text without backslashes before punctuation (https://spec.commonmark.org/0.31.2/#backslash-escapes). */
export function dropEscapes(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
