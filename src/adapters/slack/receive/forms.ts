import { randomUUID } from 'node:crypto';
import type { App, types } from '@slack/bolt';
import { createLatest } from '../../../core/async/latest.ts';
import { within } from '../../../core/async/within.ts';
import type { Card, CommandLine } from '../../../core/chat/card.ts';
import type { Form, FormField } from '../../../core/chat/command.ts';
import { findDeclaration, nameCommand, writeCommandLine } from '../../../core/chat/command-line.ts';
import { answerForm } from '../../../core/chat/options.ts';
import { cleanLine } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { entry } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import { LIMITS } from '../limits.ts';
import {
  blockOf,
  FIELD,
  FORM_VIEW,
  fieldsOf,
  readAnswers,
  readFormContext,
  renderForm,
  renderNotice,
} from '../render/form-modal.ts';
import { renderOptions } from '../render/search-modal.ts';
import type { Manner } from '../send/answer.ts';
import { tryPatiently } from '../send/patience.ts';
import type { Place } from '../send/send.ts';
import {
  acknowledge,
  attempt,
  describeAsking,
  heardIn,
  memberOf,
  type ReceiveContext,
  runCommand,
  say,
} from './context.ts';
import { openView, type Trigger } from './open-view.ts';
import { readText } from './read-text.ts';

/** A form that is ready this soon (ms) is opened as it is; else a window that says so, which it takes the place of. */
const READY_WITHIN = 300;
/** How long such a window waits for it (ms). */
const FORM_WITHIN = 20_000;
/** A form that is handed in must be answered within three seconds; its answers are looked at no longer than this (ms). */
const CHECKED_WITHIN = 2_000;

/** More groups than this have no place in a list of choices; their ids are typed. */
const MOST_GROUPS = LIMITS.options - 1;

/** A form whose fields for a group offer those of the workspace. */
async function offerGroups(form: Form, { directory }: ReceiveContext): Promise<Form> {
  if (!fieldsOf(form).some(({ group }) => group)) return form;
  const groups = await within(GROUPS_WITHIN, directory.groups(), []);
  if (groups.length > MOST_GROUPS) return form;
  const offer = ({ choices = [], ...field }: FormField): FormField =>
    field.group
      ? { ...field, choices: [...choices, ...groups] }
      : { ...field, ...(choices.length > 0 && { choices }) };
  return { ...form, fields: form.fields.map(offer), ...(form.more && { more: form.more.map(offer) }) };
}

/** A form does not wait longer for the groups of the workspace (ms). */
const GROUPS_WITHIN = 1_000;

/** Slack's word for a window that is open no more. */
const CLOSED = 'not_found';

const LATE = 'late' as const;

/** Opens the form of a command that asks before it runs; yields whether the person has been served with that. */
export async function openForm(
  context: ReceiveContext,
  line: CommandLine,
  place: Place,
  memberName: string,
  trigger: Trigger,
  manner?: Manner,
): Promise<boolean> {
  const { bot, client, log } = context;
  const declaration = findDeclaration(line, bot.commands);
  if (declaration?.asks !== true) return false;
  const asking = describeAsking(context, line, place, memberName)
    .then(bot.form)
    .then((form) => form && offerGroups(form, context));
  /** Nothing is carried out where the form cannot be shown. */
  const giveUp = async (error: unknown): Promise<true> => {
    log.warn(entry`Slack did not open the form of ${nameCommand(declaration)}: ${describe(error)}`);
    await say(context, place, notOpened(line, manner));
    return true;
  };
  const { workspace, user: _, ...where } = place;
  const draw = (form: Form) => renderForm(form, { workspace, line, place: where, ...(manner && { manner }) });

  const soon = await within(READY_WITHIN, asking, LATE);
  if (soon === undefined) return false;
  if (soon !== LATE) {
    const view = draw(soon);
    if (view === undefined) {
      await say(context, place, tooLong(line));
      return true;
    }
    return openView(client, trigger, view, log).then(() => true, giveUp);
  }
  try {
    // By a name of its own it is found again also where Slack's answer is lost.
    const name = randomUUID();
    const waiting = { ...renderNotice('Paperboy', 'Loading …'), external_id: name };
    await openView(client, trigger, waiting, log);
    const form = await within(FORM_WITHIN, asking, LATE);
    const fill = (view: types.ModalView) =>
      tryPatiently(() => client.views.update({ external_id: name, view }), log).catch((error: unknown) => {
        // Whoever has closed the window does not want it any more.
        if (describe(error) !== CLOSED) throw error;
      });
    if (form === LATE) {
      await fill(renderNotice('Paperboy', 'This took too long. Nothing was changed; try again.'));
      log.warn(entry`The form of ${nameCommand(declaration)} was not ready within ${FORM_WITHIN / 1000} s`);
      return true;
    }
    if (form === undefined) {
      const notice = renderNotice('Paperboy', 'The answer is in the conversation behind this window.');
      await fill(notice).catch((error: unknown) =>
        log.warn(entry`Slack did not change a window that waits: ${describe(error)}`),
      );
      return false;
    }
    const { title, text } = tooLong(line);
    await fill(draw(form) ?? renderNotice(title, text));
    return true;
  } catch (error) {
    return giveUp(error);
  }
}

function notOpened(line: CommandLine, manner: Manner | undefined): Card {
  const replaces = manner === 'replacing' ? { replaces: true as const } : {};
  return {
    title: 'The form could not be opened',
    text: `Nothing was changed. Press the button to try again; if that does not help, type the whole command: ${writeCommandLine({ ...line, text: '' })} …`,
    buttons: [{ label: 'Open the form', command: { ...line, form: 'asked' }, ...replaces }],
  };
}

function tooLong(line: CommandLine): Card & { readonly text: string } {
  return {
    title: 'This is too long for a Slack form',
    text: `Slack forms hold 3,000 characters. Shorten it, or type the whole command: ${writeCommandLine({ ...line, text: '' })} …`,
  };
}

/** Hears what is typed into forms and what is handed in. */
export function listenToForms(app: App): void {
  const latest = createLatest<ReturnType<typeof renderOptions>>();

  app.options(FIELD, async ({ ack, body, context }) => {
    const { bot, identity } = heardIn(context);
    const typed = readText(body.value);
    const asked = body.view === undefined ? undefined : readFormContext(body.view.private_metadata);
    if (asked === undefined) return ack({ options: [] });
    const field = body.action_id.replace(FIELD, '');
    const { argument } = findDeclaration(asked.line, bot.commands) ?? {};
    const option = field === argument?.name ? undefined : field;
    const { workspace } = identity;
    const asker = {
      channel: { platform: 'slack', workspace, id: asked.place.channel },
      member: { platform: 'slack', workspace, id: body.user.id },
    };
    const options = await latest(JSON.stringify([body.user.id, body.view?.id, field]), async () => {
      const choices = await bot.suggest({ ...asked.line, text: typed }, LIMITS.options - 1, option, asker);
      return renderOptions(typed, choices);
    });
    await ack({ options });
  });

  app.view(FORM_VIEW, async ({ ack, view, body, context: given }) => {
    const context = heardIn(given);
    const { bot, identity, isNew } = context;
    const asked = readFormContext(view.private_metadata);
    const declaration = asked && findDeclaration(asked.line, bot.commands);
    if (asked === undefined || declaration === undefined) return acknowledge(context, ack);
    const place: Place = { ...asked.place, workspace: identity.workspace, user: body.user.id };
    const line = answerForm(asked.line, declaration, readAnswers(view.state.values, asked));
    const checking = findProblems(context, line, place, body.user.name, Object.keys(view.state.values));
    // Where they cannot be looked at now, the command says what is wrong with them.
    const errors = await within(CHECKED_WITHIN, checking, {}).catch(() => ({}));
    // The form stays open, and what is handed in next is the same view with the same hash.
    if (Object.keys(errors).length > 0)
      return acknowledge(context, () => ack({ response_action: 'errors', errors }));
    await acknowledge(context, ack);
    if (!isNew(`view ${view.id} ${view.hash}`)) return;
    if (place.home !== undefined) {
      const press = { line, replaces: asked.manner === 'replacing' };
      const { home } = place;
      return attempt(context, place, () => context.home.press(memberOf(place), home, press, body.user.name));
    }
    await attempt(context, place, () => runCommand(context, line, place, body.user.name, asked.manner));
  });
}

/** What is wrong with the answers of a form, by the blocks of their fields. */
async function findProblems(
  context: ReceiveContext,
  line: CommandLine,
  place: Place,
  memberName: string,
  shown: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const form = await context.bot.form(await describeAsking(context, line, place, memberName));
  const problems = (form === undefined ? [] : fieldsOf(form)).flatMap(({ name, problem }) =>
    problem === undefined ? [] : [[blockOf(name), clipText(cleanLine(problem), LIMITS.problem)] as const],
  );
  return Object.fromEntries(problems.filter(([block]) => shown.includes(block)));
}
