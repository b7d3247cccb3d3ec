import { randomUUID } from 'node:crypto';
import { type REST, Routes } from 'discord.js';
import type { Holder, Leases } from '../../../core/async/leases.ts';
import type { RateLimiterClock } from '../../../core/async/rate-limit.ts';
import { retry } from '../../../core/async/retry.ts';
import type { Log } from '../../../core/chat/log.ts';
import { readHopeless } from '../failures.ts';
import { type ApiSettings, type GatewayInformation, readBotId } from './client.ts';
import { pauseToConnect, warnOfConnecting } from './connect.ts';
import type { ConnectionHooks, Connections, Identity } from './connections.ts';
import { createIdentifyTurns, createOwnTurns } from './identify-turns.ts';
import { createOneClient } from './one-client.ts';
import { createShardLeases } from './sharing/shard-leases.ts';
import { createSharedShards } from './sharing/shared-shards.ts';

export type ConnectionsSettings = ApiSettings & {
  /** Milliseconds before the second attempt to connect. */
  readonly firstPause: number;
  readonly signal: AbortSignal;
  readonly clock: RateLimiterClock;
  readonly rest: REST;
  /** Under which this process holds leases. */
  readonly holder: Holder;
  readonly leases?: Leases;
};

/** The connections of this process: all of them, or its share where there are leases. Connects nothing yet. */
export function openConnections(
  settings: ConnectionsSettings,
  hooks: ConnectionHooks,
  log: Log,
): Connections {
  const { clock, rest, signal, firstPause, holder, leases } = settings;
  const bot = readBotId(settings.token);
  const take =
    leases === undefined
      ? createOwnTurns(clock)
      : (key: string, milliseconds: number) =>
          leases.take(`discord identify of ${bot}: ${key}`, randomUUID(), milliseconds);
  const turns = createIdentifyTurns({ take, clock, log });
  const ask = async <Answer>(route: Parameters<REST['get']>[0]) => (await rest.get(route)) as Answer;
  const askGateway = () => ask<GatewayInformation>(Routes.gatewayBot());
  if (leases === undefined) return createOneClient({ ...settings, turns, askGateway }, hooks, log);

  async function identify(): Promise<Identity> {
    const [user, application] = await Promise.all([
      ask<{ readonly id: string; readonly username: string }>(Routes.user()),
      ask<{ readonly id: string }>(Routes.currentApplication()),
    ]);
    return { bot: user.id, name: user.username, application: application.id };
  }

  return createSharedShards(
    {
      ...{ ...settings, turns, askGateway, leases: createShardLeases(leases, holder, bot) },
      identify: () =>
        retry(identify, {
          signal,
          pauseAfter: (error, tries) =>
            readHopeless(error) === undefined ? pauseToConnect(error, tries, firstPause) : undefined,
          onRetry: (error, pause) => warnOfConnecting(error, pause, log),
        }).catch((error: unknown) => {
          signal.throwIfAborted();
          throw readHopeless(error) ?? error;
        }),
    },
    hooks,
    log,
  );
}
