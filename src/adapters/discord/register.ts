import type { NativeCommand } from './announce.ts';
import type { Requests } from './requests.ts';

/** Registers the commands, in one guild or everywhere, unless they are registered just so; yields whether it had to. */
export async function announceCommands(
  requests: Requests,
  application: string,
  guild: string | undefined,
  commands: readonly NativeCommand[],
): Promise<boolean> {
  const registered = await requests.listCommands(application, guild);
  if (fingerprint(registered) === fingerprint(commands)) return false;
  await requests.setCommands(application, guild, commands);
  return true;
}

const COMPARED = [
  'type',
  'name',
  'description',
  'options',
  'contexts',
  'integration_types',
  'default_member_permissions',
];
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
function fingerprint(commands: readonly object[]): string {
  return JSON.stringify(commands.map((command) => JSON.stringify(reduce(command, COMPARED))).sort());
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
