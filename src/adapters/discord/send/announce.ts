import { RESTJSONErrorCodes } from 'discord.js';
import type { Log } from '../../../core/chat/log.ts';
import { entry, nameOf } from '../../../core/text/log-entry.ts';
import { describe, hasCode } from '../failures.ts';
import type { NativeCommand } from '../receive/commands.ts';
import type { AnnouncedPlaces } from './announced-places.ts';
import type { Requests } from './requests.ts';

export type Announcing = {
  readonly requests: Pick<Requests, 'listCommands' | 'setCommands'>;
  readonly application: string;
  /** The one server where commands shall be; everywhere without. */
  readonly guild: string | undefined;
  readonly places: AnnouncedPlaces;
  readonly log: Log;
};

/**
 * Registers the commands, in one guild or everywhere, unless they are registered just so, and takes them away from where they
 * were before: Discord shows both. Yields whether it had to register them.
 */
export async function announceCommands(
  commands: readonly NativeCommand[],
  announcing: Announcing,
): Promise<boolean> {
  const { requests, application, guild, places } = announcing;
  const place = guild ?? '';
  const registered = await requests.listCommands(application, guild);
  const isChanged = fingerprint(registered, guild) !== fingerprint(commands, guild);
  const announced = await places.list();
  await keep(places.add(place), announcing);
  if (isChanged) await requests.setCommands(application, guild, commands);
  for (const other of announced) if (other !== place) await withdrawCommands(other, announcing);
  return isChanged;
}

/** Takes the commands away from one guild, or from everywhere for ''; tried again at the next start where that fails. */
export async function withdrawCommands(place: string, announcing: Announcing): Promise<void> {
  const { requests, application, places, log } = announcing;
  try {
    await requests.setCommands(application, place === '' ? undefined : place, []);
  } catch (error) {
    const { MissingAccess, UnknownGuild } = RESTJSONErrorCodes;
    if (!hasCode(error, MissingAccess, UnknownGuild)) {
      const where = place === '' ? entry`all servers` : entry`server ${nameOf(place)}`;
      log.warn(entry`Discord: old commands may show twice in ${where}: ${describe(error)}.`);
      return;
    }
  }
  await keep(places.remove(place), announcing);
}

async function keep(change: Promise<void>, { log }: Announcing): Promise<void> {
  try {
    await change;
  } catch (error) {
    log.warn(entry`Discord: where the commands are registered could not be stored: ${describe(error)}.`);
  }
}

/** What a guild's command is not told with. https://docs.discord.com/developers/interactions/application-commands#application-command-object */
const GLOBAL_ALONE = ['contexts', 'integration_types'];
const COMPARED = ['type', 'name', 'description', 'options', 'default_member_permissions'];
const COMPARED_OF_OPTION = [
  'type',
  'name',
  'description',
  'required',
  'autocomplete',
  'max_length',
  'options',
  'choices',
];
const COMPARED_OF_CHOICE = ['name', 'value'];

/** Commands in a form that is the same whenever they mean the same: Discord leaves out defaults and adds ids. */
function fingerprint(commands: readonly object[], guild: string | undefined): string {
  const compared = guild === undefined ? [...COMPARED, ...GLOBAL_ALONE] : COMPARED;
  return JSON.stringify(commands.map((command) => JSON.stringify(reduce(command, compared))).sort());
}

function reduce(part: object, keys: readonly string[]): object {
  const values: ReadonlyMap<string, unknown> = new Map(Object.entries(part));
  return Object.fromEntries(
    keys.map((key) => {
      const value = values.get(key);
      if (key === 'options') return [key, reduceAll(value, COMPARED_OF_OPTION)];
      if (key === 'choices') return [key, reduceAll(value, COMPARED_OF_CHOICE)];
      if (Array.isArray(value)) return [key, [...value].sort()];
      return [key, value === undefined || value === false || value === '' ? null : value];
    }),
  );
}

function reduceAll(values: unknown, keys: readonly string[]): readonly object[] {
  const list: readonly unknown[] = Array.isArray(values) ? values : [];
  return list.map((one) => reduce(Object(one), keys));
}
