import type { App, ViewOutput } from '@slack/bolt';
import { createLatest } from '../../../core/async/latest.ts';
import type { CommandLine } from '../../../core/chat/card.ts';
import { readCommandLine } from '../../../core/chat/command-line.ts';
import { entry } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import { LIMITS } from '../limits.ts';
import {
  QUERY,
  readSearchContext,
  renderOptions,
  renderSearchModal,
  SEARCH_VIEW,
} from '../render/search-modal.ts';
import type { Place } from '../send/send.ts';
import { acknowledge, attempt, heardIn, type ReceiveContext, runCommand } from './context.ts';
import { openView, type Trigger } from './open-view.ts';
import { readText } from './read-text.ts';

/** Opens the search for a command that takes a query and came without one; yields whether it is open. */
export async function openSearch(
  context: ReceiveContext,
  line: CommandLine,
  place: Place,
  trigger: Trigger,
): Promise<boolean> {
  const { bot, client, log } = context;
  const declared = bot.commands.find(({ name, verb }) => name === line.name && verb === undefined);
  if (line.text !== '' || line.verb !== undefined || declared?.argument?.kind !== 'query') return false;
  const { workspace, channel, responseUrl } = place;
  const search = { workspace, command: line.name, channel, ...(responseUrl && { responseUrl }) };
  const view = renderSearchModal(search, declared.description, declared.argument.description);
  try {
    await openView(client, trigger, view, log);
    return true;
  } catch (error) {
    log.debug(entry`Slack did not open the search: ${describe(error)}`);
    return false;
  }
}

/** Hears what is typed into the search and what is chosen there. */
export function listenToSearch(app: App): void {
  const latest = createLatest<ReturnType<typeof renderOptions>>();

  app.options(QUERY, async ({ ack, body, context }) => {
    const { bot } = heardIn(context);
    const typed = readText(body.value);
    const search = body.view === undefined ? undefined : readSearchContext(body.view.private_metadata);
    const name = search?.command ?? readCommandLine('', bot.commands).name;
    const options = await latest(JSON.stringify([body.user.id, body.view?.id]), async () => {
      return renderOptions(typed, await bot.suggest({ name, text: typed }, LIMITS.options - 1));
    });
    await ack({ options });
  });

  app.view(SEARCH_VIEW, async ({ ack, view, body, context: given }) => {
    const context = heardIn(given);
    const { identity, isNew } = context;
    await acknowledge(context, ack);
    const search = readSearchContext(view.private_metadata);
    if (search === undefined || !isNew(`view ${view.id} ${view.hash}`)) return;
    const { command: name, channel, responseUrl } = search;
    const { id: user, name: memberName } = body.user;
    const place: Place = {
      workspace: identity.workspace,
      channel,
      user,
      ...(responseUrl && { responseUrl }),
    };
    await attempt(context, place, async () => {
      // In a direct conversation with the bot everything is said for good.
      const isOwn = responseUrl === undefined && (await context.directory.isSurelyOwn(channel));
      const manner = isOwn ? 'public' : undefined;
      await runCommand(context, { name, text: chosenIn(view) }, place, memberName, manner);
    });
  });
}

function chosenIn(view: ViewOutput): string {
  return view.state.values[QUERY]?.[QUERY]?.selected_option?.value ?? '';
}
