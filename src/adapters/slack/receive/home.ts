import type { App, BlockAction } from '@slack/bolt';
import type { Card } from '../../../core/chat/card.ts';
import { readAction } from '../render/action.ts';
import { readHomeState, readSection } from '../render/home.ts';
import type { Place } from '../send/send.ts';
import { attempt, heardIn, memberOf, type ReceiveContext } from './context.ts';
import { openForm } from './forms.ts';
import { openSearch } from './search.ts';

/** Hears who opens the app's home tab. */
export function listenToHome(app: App): void {
  app.event('app_home_opened', async ({ event, body, context }) => {
    const { identity, directory, home, isNew, track } = heardIn(context);
    directory.learnOwn(event.channel);
    // Published twice it is the same: other processes need not know.
    if (event.tab !== 'home' || !isNew(`event ${body.event_id}`)) return;
    // It begins with the first pages again.
    const isFirst = event.view === undefined;
    const member = memberOf({ workspace: identity.workspace, user: event.user });
    await track(home.show(member, { direct: event.channel, lines: {} }, isFirst));
  });
}

/** Does what a button on the home tab says; `misread` is told of one that is not understood. */
export async function takePressAtHome(
  context: ReceiveContext,
  body: BlockAction,
  misread: Card,
): Promise<void> {
  const { home, identity } = context;
  const trigger = { id: body.trigger_id, since: Date.now() };
  const { user, view, actions } = body;
  const [action] = actions;
  const name = user.name ?? user.username ?? '';
  const state = readHomeState(view?.private_metadata ?? '');
  const member = memberOf({ workspace: identity.workspace, user: user.id });
  home.recall(member, state);
  const press = readAction(action);
  if (press === 'nothing') return;
  if (action === undefined || press === undefined) return home.say(member, misread);
  const section = readSection(action.block_id);
  const place: Place = {
    workspace: identity.workspace,
    channel: state.direct || user.id,
    user: user.id,
    home: section,
  };
  const manner = press.replaces ? 'replacing' : undefined;
  await attempt(context, place, async () => {
    if (press.line.form === 'asked' && (await openSearch(context, press.line, place, trigger))) return;
    if (await openForm(context, press.line, place, name, trigger, manner)) return;
    await home.press(member, section, press, name);
  });
}
