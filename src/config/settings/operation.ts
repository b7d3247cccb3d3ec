import { z } from 'zod';
import { portSchema, type SettingEntries } from '../../core/chat/settings/setting.ts';

const address = z.string().regex(/^[\w.:-]+$/u);
const mustBeAddress = 'an address of this machine, such as 127.0.0.1, or its name';

/** How the program stands among others, and how it is watched. */
export const operationSettings = {
  host: {
    variable: 'PAPERBOY_HOST',
    part: 'HTTP',
    schema: address.optional(),
    mustBe: mustBeAddress,
    words:
      'The address of this machine at which PORT is opened. With 127.0.0.1, requests arrive from this machine alone, where the proxy is.',
    example: '127.0.0.1',
    unset: 'all addresses of the machine',
  },
  opsPort: {
    variable: 'PAPERBOY_OPS_PORT',
    key: 'ops-port',
    part: 'Watching it',
    schema: portSchema.optional(),
    mustBe: 'a port number from 1 to 65535',
    words:
      'The port of /healthz (it is alive), /readyz (it does what it is for, and if not why) and /metrics (numbers for Prometheus). They tell nothing that people wrote.',
    example: '9464',
    unset: 'nothing is told there',
  },
  opsHost: {
    variable: 'PAPERBOY_OPS_HOST',
    key: 'ops-host',
    part: 'Watching it',
    schema: address.default('127.0.0.1'),
    mustBe: mustBeAddress,
    words:
      'The address of this machine at which PAPERBOY_OPS_PORT is opened. Whoever reaches it can read there: 0.0.0.0 (all addresses) is for a container or a network of your own.',
  },
  shutdownDelay: {
    variable: 'PAPERBOY_SHUTDOWN_DELAY',
    key: 'shutdown-delay',
    part: 'Watching it',
    schema: z.coerce.number().min(0).max(600).default(0),
    mustBe: 'a number of seconds from 0 to 600',
    words:
      'Seconds for which all goes on after SIGTERM, while /readyz already says 503: a balancer before several processes then sends requests to the others before this one closes its ports. Whoever ends it must wait for as much longer.',
  },
  logFormat: {
    variable: 'PAPERBOY_LOG_FORMAT',
    key: 'log-format',
    part: 'Watching it',
    schema: z.enum(['text', 'json']).default('text'),
    mustBe: 'text or json',
    words:
      'How the log is written: text (a line for people) or json (one object a line, with time, level, message, part, and incident where something failed).',
  },
} satisfies SettingEntries;
