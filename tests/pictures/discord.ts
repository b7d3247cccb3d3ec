import type { APIMessage } from 'discord-api-types/v10';
import { parse } from 'discord-markdown-parser';
import { type DiscordDouble, startDiscordDouble } from '../doubles/discord/double.ts';
import { type Part, partsOf } from '../doubles/discord/message-rules.ts';
import { bundle, drawAvatar, escapeHtml, type Page, pictureTime } from './page.ts';
import { runProgram } from './run-program.ts';

const botPicture = drawAvatar('P', '#4f6bed');
const adaPicture = drawAvatar('A', '#c2553f');

/** A search, and what is shared of it, in Discord. */
export async function drawDiscord(): Promise<Page> {
  const double = await startDiscordDouble();
  const guild = double.addGuild('Lab');
  const channel = double.addChannel(guild, 'papers');
  const ada = double.addPerson('Ada', guild);
  const ben = double.addPerson('Ben', guild);
  const program = await runProgram({
    DISCORD_TOKEN: double.token,
    DISCORD_API_URL: double.api,
    PAPERBOY_PAGE_SIZE: '2',
  });
  try {
    const asked = ada.types(channel, 'paper', { options: { query: 'uncertainty' } });
    const page = await double.answered(asked);
    const shared = await double.answered(ada.presses(page, 'Share to channel'));
    ben.reacts(shared, '🔖');
    const { script } = await bundle("import '@skyra/discord-components-core';");
    const body = [
      drawMessage(
        page,
        '<discord-command slot="reply" author="Ada" command="/paper"></discord-command>',
        double,
      ),
      drawMessage(shared, '', double),
    ].join('');
    return {
      width: 690,
      body: `<discord-messages>${body}</discord-messages>`,
      styles,
      script: configure + script,
    };
  } finally {
    await program.stop();
    await double.close();
  }
}

/** Pictures that need no network. */
const configure = `globalThis.$discordMessage = ${JSON.stringify({ profiles: {}, avatars: { default: adaPicture } })};`;

function drawMessage(message: APIMessage, reply: string, double: DiscordDouble): string {
  const { flags = 0, components } = message;
  const stored = double.state.messages.get(message.id);
  const reactions = [...(stored?.reactions ?? [])].map(
    ([emoji, people]) => `<span class="reaction">${escapeHtml(emoji)} <b>${people.size}</b></span>`,
  );
  const ephemeral = (Number(flags) & 64) === 0 ? '' : 'ephemeral';
  return `<discord-message author="Paperboy" bot avatar="${botPicture}" role-color="#c9d1ff" timestamp="${pictureTime.slice(11, 16)}" ${ephemeral}>${reply}${partsOf(components).map(drawPart).join('')}${reactions.join('')}</discord-message>`;
}

/** Components of the second version, for which the library has no elements; a rough likeness of Discord's own. */
function drawPart(part: Part): string {
  const inner = () => partsOf(part.components).map(drawPart).join('');
  switch (part.type) {
    case 17: {
      const colour = `#${Number(part.accent_color).toString(16).padStart(6, '0')}`;
      return `<div class="container" style="border-left-color:${colour}">${inner()}</div>`;
    }
    case 14:
      return '<div class="separator"></div>';
    case 10:
      return `<div class="text">${drawMarkdown(String(part.content))}</div>`;
    case 1:
      return `<div class="row">${inner()}</div>`;
    default:
      return `<span class="button ${part.style === 1 ? 'primary' : ''}">${escapeHtml(String(part.label))}</span>`;
  }
}

function drawMarkdown(markdown: string): string {
  return drawNodes(parse(markdown, 'extended'));
}

const TAGS: Readonly<Record<string, string>> = {
  strong: 'b',
  heading: 'h3',
  subtext: 'small',
  codeBlock: 'pre',
  link: 'a',
};

function drawNodes(content: unknown): string {
  if (typeof content === 'string') return escapeHtml(content);
  return partsOf(content)
    .map((node) => {
      if (node.type === 'br') return '<br>';
      const tag = TAGS[String(node.type)];
      const inner = drawNodes(node.content ?? node.name);
      return tag === undefined ? inner : `<${tag}>${inner}</${tag}>`;
    })
    .join('');
}

/** After Discord's dark theme. */
const styles = `
html { background: #36393e; }
discord-messages { border: 0 !important; padding-bottom: 12px; }
.container { background: #242429; border: 1px solid #3a3a40; border-left: 4px solid; border-radius: 8px; padding: 14px 16px; margin-top: 4px; max-width: 580px; font-size: 15px; line-height: 1.35; display: flex; flex-direction: column; gap: 8px; }
.separator { border-top: 1px solid #3a3a40; }
.text a { color: #7bb0f5; } .text h3 { font-size: 16px; margin: 2px 0; } .text small { display: block; font-size: 12.5px; color: #a0a1a8; }
.text pre { background: #1c1c20; border-radius: 4px; padding: 8px; white-space: pre-wrap; }
.row { display: flex; gap: 8px; flex-wrap: wrap; }
.button { background: #3b3b42; color: #fff; border-radius: 8px; padding: 6px 14px; font-size: 14px; } .primary { background: #5865f2; }
.reaction { display: inline-block; background: #2b2d42; border: 1px solid #5865f2; border-radius: 8px; padding: 3px 8px; margin-top: 6px; font-size: 14px; }
`;
