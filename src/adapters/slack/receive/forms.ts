import type { App } from '@slack/bolt';
import { createLatest } from '../../../core/async/latest.ts';
import type { Card, CommandLine } from '../../../core/chat/card.ts';
import { findDeclaration, nameCommand, writeCommandLine } from '../../../core/chat/command-line.ts';
import { answerForm } from '../../../core/chat/options.ts';
import { entry } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import { LIMITS } from '../limits.ts';
import { FIELD, FORM_VIEW, readAnswers, readFormContext, renderForm } from '../render/form-modal.ts';
import { renderOptions } from '../render/search-modal.ts';
import type { Manner } from '../send/answer.ts';
import type { Place } from '../send/send.ts';
import { acknowledge, describeAsking, type ReceiveContext, runCommand } from './context.ts';
import { readText } from './read-text.ts';

/** Opens the form of a command that asks before it runs; yields whether the person has been served with that. */
export async function openForm(
  context: ReceiveContext,
  line: CommandLine,
  place: Place,
  memberName: string,
  trigger: string,
  manner?: Manner,
): Promise<boolean> {
  const { bot, client, log, answer } = context;
  if (findDeclaration(line, bot.commands)?.asks !== true) return false;
  const form = await bot.form(await describeAsking(context, line, place, memberName));
  if (form === undefined) return false;
  const { workspace: _, user: __, ...where } = place;
  const view = renderForm(form, { line, place: where, ...(manner && { manner }) });
  if (view === undefined) {
    await answer(place, 'private', [tooLong(line)]);
    return true;
  }
  try {
    await client.views.open({ trigger_id: trigger, view });
    return true;
  } catch (error) {
    log.warn(
      entry`Slack did not open the form of ${nameCommand(findDeclaration(line, bot.commands))}: ${describe(error)}`,
    );
    return false;
  }
}

function tooLong(line: CommandLine): Card {
  return {
    title: 'This is too long for a Slack form',
    text: `Slack forms hold 3,000 characters. Shorten it, or type the whole command: ${writeCommandLine({ ...line, text: '' })} …`,
  };
}

/** Hears what is typed into forms and what is handed in. */
export function listenToForms(app: App, context: ReceiveContext): void {
  const { bot, identity, isNew, track } = context;
  const latest = createLatest<ReturnType<typeof renderOptions>>();

  app.options(FIELD, async ({ ack, body }) => {
    const typed = readText(body.value);
    const asked = body.view === undefined ? undefined : readFormContext(body.view.private_metadata);
    if (asked === undefined) return ack({ options: [] });
    const field = body.action_id.replace(FIELD, '');
    const { argument } = findDeclaration(asked.line, bot.commands) ?? {};
    const option = field === argument?.name ? undefined : field;
    const options = await latest(JSON.stringify([body.user.id, body.view?.id, field]), async () => {
      const choices = await bot.suggest({ ...asked.line, text: typed }, LIMITS.options - 1, option);
      return renderOptions(typed, choices);
    });
    await ack({ options });
  });

  app.view(FORM_VIEW, async ({ ack, view, body }) => {
    await acknowledge(context, ack);
    const asked = readFormContext(view.private_metadata);
    const declaration = asked && findDeclaration(asked.line, bot.commands);
    if (asked === undefined || declaration === undefined) return;
    if (!isNew(`view ${view.id} ${view.hash}`)) return;
    const place: Place = { ...asked.place, workspace: identity.workspace, user: body.user.id };
    const line = answerForm(asked.line, declaration, readAnswers(view.state.values, asked));
    if (place.home !== undefined) {
      const press = { line, replaces: asked.manner === 'replacing' };
      return track(context.home.press(place.user, place.home, press, body.user.name));
    }
    await track(runCommand(context, line, place, body.user.name, asked.manner));
  });
}
