import { createGrants, type Grants } from './grants.ts';
import type { Json } from './json.ts';
import { type Installed, SCOPE_OF_EVENT } from './manifest.ts';
import { eventPayload } from './payloads.ts';
import { createPerson, type Person, type Stage } from './person.ts';
import type { Acknowledgement, Envelope } from './transport.ts';
import { type Channel, createWorld, type Layout, type Shared, type World } from './world.ts';

/** One workspace of the double: its people act, and the app is told of it. */
export type Workspace = {
  readonly world: World;
  readonly grants: Grants;
  person(id: string): Person;
  channel(name: string): Channel;
  /** Sends an event where the app is installed, subscribed to it and may hear it. */
  announce(name: string, event: Json): Promise<Acknowledgement | undefined>;
};

export function openWorkspace(
  shared: Shared,
  layout: Layout,
  app: {
    readonly installed: Installed;
    origin(): string;
    deliver(envelope: Envelope): Promise<Acknowledgement>;
  },
): Workspace {
  const world = createWorld(shared, layout);
  const { installed, deliver } = app;
  const grants = createGrants(world, app.origin);
  const stage: Stage = {
    world,
    grants,
    installed,
    deliver,
    async announce(name, event) {
      const scope = SCOPE_OF_EVENT[name];
      const scopes = world.installation?.scopes;
      if (scopes === undefined || !installed.events.includes(name)) return undefined;
      if (scope !== undefined && !scopes.includes(scope)) return undefined;
      return deliver({ type: 'events_api', payload: eventPayload(world, event) });
    },
  };
  return {
    world,
    grants,
    person: (id) => createPerson(stage, id),
    channel(name) {
      const channel = [...world.channels.values()].find((candidate) => candidate.name === name);
      if (channel === undefined) throw new Error(`no channel #${name}`);
      return channel;
    },
    announce: stage.announce,
  };
}

/** Has a channel of one be the other's too: the bots of both are in it, and each is a stranger's to the other. */
export function shareChannel(channel: Channel, owner: Workspace, guest: Workspace): void {
  guest.world.channels.set(channel.id, channel);
  for (const [here, there] of [
    [owner.world, guest.world],
    [guest.world, owner.world],
  ] as const) {
    channel.members.add(here.botUserId);
    const paperboy = { id: here.botUserId, name: 'paperboy', realName: 'Paperboy', bot: true };
    there.users.set(here.botUserId, { ...paperboy, team: here.team.id });
  }
}
