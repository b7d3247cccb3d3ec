import type { Bot } from '../../../core/chat/bot.ts';
import { findDeclaration, readCommandLine, writeCommandLine } from '../../../core/chat/command-line.ts';
import type { Preview } from '../../../core/chat/preview/preview.ts';
import type { WindowMeans } from '../../../core/chat/preview/window.ts';
import type { BoardMessage } from '../board.ts';
import { directOf, PEOPLE, PLATFORM, readDirect, SHARED, speakerOf } from '../places.ts';
import type { Stage } from '../stage.ts';
import type { Act, ActAnswer, ActName } from './acts.ts';
import { completeTyped } from './complete.ts';
import { createForms, type Who } from './forms.ts';
import { createRunner, type Doing } from './run.ts';

/** Performs what the page asks for; undefined where it names what is not there. */
export type Performer = { readonly [Name in ActName]: (act: Act<Name>) => Promise<ActAnswer | undefined> };

type Actor = Pick<Doing, 'preview' | 'person'>;

/** Before what is said to the bot where others talk too. */
const MENTION = /^@paperboy\b/iu;

export function createPerformer(
  bot: Bot,
  stage: Stage,
  { bringDigests }: Pick<WindowMeans, 'bringDigests'>,
): Performer {
  const { board, show } = stage;
  const run = createRunner(bot, stage);
  const { open, find: findForm, submit, suggest } = createForms(bot, run);

  function findActor({ service, person: id }: Who): Actor | undefined {
    const preview = stage.find(service);
    const person = PEOPLE.find((one) => one.id === id);
    return preview && person && { preview, person };
  }

  /** A message that the person sees. */
  function findShown(id: string, { service, person }: Who) {
    const message = board.find(id);
    const direct = readDirect(message?.channel ?? '');
    const isSeen =
      message?.service === service && (message.onlyFor ?? person) === person && (direct ?? person) === person;
    return isSeen ? message : undefined;
  }

  /** What the person sees, as it would be sent: nothing else is checked. */
  function findPayload(act: Act<'check'>): object | undefined {
    const { kind, id, service, person } = act;
    if (kind === 'home') return board.findHome(service, person);
    if (kind === 'message') return findShown(id, act)?.payload;
    return findForm(id, act)?.form;
  }

  async function askOrRun(doing: Doing): Promise<ActAnswer> {
    const { line, speaker, preview } = doing;
    if (findDeclaration(line, bot.commands)?.asks === true) {
      const form = await bot.form({ ...speaker, line });
      const payload = form && preview.drawForm(form, line);
      if (payload !== undefined) return open({ ...doing, form: payload });
    }
    await run(doing);
    return {};
  }

  /** What was typed to the bot. */
  async function readTyped(act: Act<'type'>, actor: Actor): Promise<ActAnswer> {
    const typed = act.text.trim();
    const line = readCommandLine(typed.replace(MENTION, '').trim(), bot.commands);
    const speaker = speakerOf(act.service, act.channel, actor.person, act.zone);
    const declaration = findDeclaration(line, bot.commands);
    const isBare = typed.startsWith('/') && line.verb === undefined && line.text === '';
    const isSearch = isBare && declaration?.argument?.kind === 'query';
    const search = isSearch ? actor.preview.drawSearch?.(declaration) : undefined;
    if (search !== undefined) return open({ ...actor, speaker, line, form: search, isSearch: true });
    return askOrRun({ ...actor, speaker, line });
  }

  /** The cards of papers whose links somebody has said. */
  async function showLinked({ id: linkedIn, service, channel, text = '' }: BoardMessage, { links }: Preview) {
    const found = links?.find(text) ?? [];
    if (links === undefined || found.length === 0) return;
    for (const payload of links.draw(await bot.introduceLinked(found)))
      board.add({ service, channel, linkedIn, payload, files: [] });
  }

  return {
    async type(act) {
      const actor = findActor(act);
      const { service, channel, person: author, text } = act;
      const direct = readDirect(channel);
      if (actor === undefined || (channel !== SHARED && direct !== author)) return undefined;
      const isCommand = text.trim().startsWith('/');
      const isAlone = direct !== undefined;
      const said =
        isCommand && !isAlone ? undefined : board.add({ service, channel, author, text, files: [] });
      const isMeant = isCommand || isAlone || MENTION.test(text.trim());
      const [answer] = await Promise.all([
        isMeant ? readTyped(act, actor) : {},
        // Alone with the bot, a link is a search.
        said !== undefined && !isAlone && showLinked(said, actor.preview),
      ]);
      return answer;
    },

    async complete(act) {
      const actor = findActor(act);
      if (actor === undefined) return undefined;
      const asker = speakerOf(act.service, act.channel, actor.person);
      return { choices: await completeTyped(act.text, bot, asker) };
    },

    async press(act) {
      const actor = findActor(act);
      const message = findShown(act.message, act);
      if (actor === undefined || message?.payload === undefined) return undefined;
      const press = actor.preview.readPress(message.payload, act.control, act.chosen);
      if (press === undefined) return { notice: 'This control does nothing: its command could not be read.' };
      const speaker = speakerOf(act.service, message.channel, actor.person, act.zone);
      const pressed = { ...message, control: act.control };
      return askOrRun({ ...actor, ...press, speaker, pressed });
    },

    async react(act) {
      const actor = findActor(act);
      const message = findShown(act.message, act);
      if (actor === undefined || message === undefined || message.onlyFor !== undefined) return undefined;
      board.react(message.id, act.emoji, act.person, act.added);
      const speaker = speakerOf(act.service, message.channel, actor.person);
      const { service, channel } = message;
      await bot.onReaction({
        emoji: act.emoji,
        added: act.added,
        message: { channel: speaker.channel, id: message.id },
        member: speaker.member,
        reply: async (cards) => show(cards, { service, channel, onlyFor: act.person }),
      });
      return {};
    },

    async home(act) {
      const home = findActor(act) && stage.homeOf(act.service);
      await home?.show(act.person);
      return home && {};
    },

    async 'press-home'(act) {
      const actor = findActor(act);
      const page = board.findHome(act.service, act.person);
      const press = page && actor?.preview.readPress(page, act.control, act.chosen);
      if (actor === undefined || press === undefined) return undefined;
      const speaker = speakerOf(act.service, directOf(act.person), actor.person, act.zone);
      return askOrRun({ ...actor, ...press, speaker, atHome: act.control });
    },

    submit,
    suggest,

    async morning({ service }) {
      if (stage.find(service) === undefined) return undefined;
      const came = new Set<string>();
      const stop = board.onEvent((event) => {
        if (event.kind === 'message' && event.message.service === service) came.add(event.message.channel);
      });
      const count = await bringDigests({ platform: PLATFORM, workspace: service }).finally(stop);
      if (count === 0) return { notice: tellNoDigest(bot) };
      if (came.has(SHARED)) return {};
      return {
        notice: came.size > 0 ? 'It came by direct message.' : 'Nothing new: all of it has been shown.',
      };
    },

    async check(act) {
      const payload = findPayload(act);
      return payload && { faults: stage.find(act.service)?.findFaults(payload, act.kind) ?? [] };
    },
  };
}

function tellNoDigest({ commands }: Bot): string {
  const add = commands.find(({ name, verb }) => name.endsWith('digest') && verb === 'add');
  const typed = add === undefined ? 'a command' : writeCommandLine({ ...add, text: 'uncertainty 09:00' });
  return `No digest comes here yet. Type ${typed} to set one up.`;
}
