/*
 * How Discord reads masked links, by what its staff and its users have found and by public parsers of its Markdown. There is
 * no description of Discord's own: github.com/discord/discord-api-docs, issues 6088, 6185, 7673 and 7721.
 */

/** A link as a reader sees it. */
export type ShownLink = { readonly text: string; readonly target: string };

const LINK = /\[((?:\[[^\]]*\]|[^[\]])*[^[]*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\[^\n])*?)>?\s*\)/uy;

/** The links in Markdown that a client shows as links. */
export function readLinks(markdown: string): readonly ShownLink[] {
  const links: ShownLink[] = [];
  for (let at = 0; at < markdown.length; at += 1) {
    if (markdown[at] === '\\') at += 1;
    else if (markdown[at] === '[') {
      LINK.lastIndex = at;
      const [whole = '', body = '', target = ''] = LINK.exec(markdown) ?? [];
      if (whole === '') continue;
      at += whole.length - 1;
      if (URL.canParse(target) && mayBeLinked(body))
        links.push({ text: showStyled(dropUnseen(body)), target });
    }
  }
  return links;
}

const BREAKING = [
  /```.*[^\n].*```/su,
  /<(?:@[!&]?|#)\d+>|<\/[^>]+:\d+>|@everyone|@here/u,
  /(?:https?|steam):\/\/[^\s<]+[^<.,:;"'\]\s]/u,
  /<[^: >]+:\/[^ >]+>/u,
  /discord(?:app)?\.(?:gg|com|new|gift)\/\w/u,
  /<id:[\w-]+>|<[\w.+-]+@[\w.-]+>|<\+\d+>/u,
  /<a?:\w+:\d+>|:(?!\d+:)[\w+-]+:/u,
  /(?![©®™])\p{Emoji_Presentation}|(?![©®™\d#*])\p{Emoji}\uFE0F?(?!\uFE0E)|[\d#*]\uFE0F\u20E3/u,
  /\[[^\]]*\]\(https?:[^)]*\)/u,
];

const COLONS = /[ː˸։׃܃܄ःઃ᛬᠃᠉⁚∶ꓽ꞉︰：]/gu;
const SLASHES = /[᜵⁁⁄∕╱⟋⧸Ⳇ⼃〳ノ㇓丿]/gu;

/** Whether the text of a link hides nothing that is more than text. */
function mayBeLinked(body: string): boolean {
  const seen = dropUnseen(body).replace(COLONS, ':').replace(SLASHES, '/').replace(/\p{L}/gu, plainLetter);
  return seen.trim() !== '' && !BREAKING.some((pattern) => pattern.test(seen));
}

/** The letters of `https` for those that look like them. */
function plainLetter(letter: string): string {
  const plain = letter.normalize('NFKC').toLowerCase();
  return /^[htps]$/u.test(plain) ? plain : letter;
}

function dropUnseen(text: string): string {
  return text.replace(/\p{Cf}|\p{Zl}|\p{Zp}|(?!\n)\p{Cc}|(?! )\p{Zs}/gu, '');
}

const STYLED = [
  /\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/gu,
  /__((?:\\.|[^\\])+?)__(?!_)/gu,
  /\*(?!\s)((?:\\.|\*\*|[^*\\])+?)(?<!\s) {0,2}\*(?!\*)/gu,
  /_((?:\\.|__|[^_\\])+?)_(?![a-zA-Z0-9_])/gu,
  /~~(.+?)~~(?!_)/gu,
  /\|\|(.+?)\|\|/gu,
  /(?<!`)`((?:[^`])+?)`(?!`)/gu,
  /``(.+?)(?<!`)``(?!`)/gu,
  /<t:(-?\d+)(?::[tTdDfFR])?>/gu,
];

/** The text without the signs that style it; a backslash is shown like any other sign. */
function showStyled(text: string): string {
  return STYLED.reduce((shown, pattern) => shown.replace(pattern, '$1'), text);
}

const LOOK_ALIKES = ['∗*', '＿_', '∼~', '∣|', '‵`', '‹<', '＠@', '[(', '])'];

/** A text as a person reads it, for whom signs that look alike are one. */
export function readLookAlikes(text: string): string {
  return LOOK_ALIKES.reduce((read, [from = '', to = '']) => read.replaceAll(from, to), text);
}
