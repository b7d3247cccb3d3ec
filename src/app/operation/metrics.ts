import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Meter, MeterEvent } from '../../core/async/meter.ts';
import type { Bot } from '../../core/chat/bot.ts';
import { findDeclaration } from '../../core/chat/command-line.ts';
import type { Checks } from './checks.ts';
import type { Page } from './pages.ts';
import { addReadings, type Readings } from './readings.ts';

/** What is counted, as Prometheus reads it. Labels are names of the program's own. */
export type Metrics = {
  readonly meter: Meter;
  readonly page: () => ReturnType<Page>;
  /** The same bot, whose answers are counted. */
  measure(bot: Bot): Bot;
  /** Reads these too from now on. */
  read(readings: Readings): void;
};

/** The upper bounds of histograms, in seconds. */
const bounds = {
  answer: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  // A digest says itself that it is late after 15 minutes.
  delay: [5, 15, 30, 60, 300, 900, 3_600, 21_600],
  turn: [0.1, 1, 5, 15, 60, 300, 900, 3_600],
  query: [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
};

type Delivery = Extract<MeterEvent, { kind: 'delivery' }>;

type Counting = {
  readonly [Kind in MeterEvent['kind']]: (event: Extract<MeterEvent, { kind: Kind }>) => void;
};

const outcomes = [
  'sent',
  'empty',
  'missed',
  'failed',
  'retried',
] as const satisfies readonly Delivery['outcome'][];

/**
 * Counts in a registry of its own. What fails on these platforms is counted from 0 on, for Prometheus sees no increase in what
 * begins with 1.
 */
export function createMetrics(
  checks: Pick<Checks, 'read'>,
  now: () => Date,
  platforms: readonly string[] = [],
): Metrics {
  const register = new Registry();
  const registers = [register];
  const histogram = (name: string, help: string, buckets: number[], ...labelNames: string[]) =>
    new Histogram({ name, help, buckets, labelNames, registers });
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers });
  collectDefaultMetrics({ register });
  const answers = histogram(
    'paperboy_answer_seconds',
    'From a command to its whole answer',
    bounds.answer,
    'platform',
    'command',
  );
  const deliveries = counter(
    'paperboy_deliveries_total',
    'Digests, by how a try to deliver them ended: sent, empty, missed, failed, or retried later',
    'platform',
    'outcome',
  );
  const delays = histogram(
    'paperboy_delivery_delay_seconds',
    'From the time a digest was due to its end, sent or empty',
    bounds.delay,
    'platform',
  );
  const turns = histogram(
    'paperboy_rate_limit_wait_seconds',
    'How long posts of digests waited for what a service takes',
    bounds.turn,
    'platform',
  );
  const queries = histogram(
    'paperboy_database_seconds',
    'How long the database took, waiting for other writers included',
    bounds.query,
    'access',
  );
  const failures = counter(
    'paperboy_database_failures_total',
    'What was asked of the database and could not be had',
    'access',
  );
  for (const platform of platforms) for (const outcome of outcomes) deliveries.inc({ platform, outcome }, 0);
  for (const access of ['read', 'write']) failures.inc({ access }, 0);
  const update = addReadings(register, now);
  let readings: Readings | undefined;

  const counting: Counting = {
    delivery({ platform, outcome, late }) {
      deliveries.inc({ platform, outcome });
      if (outcome === 'sent' || outcome === 'empty') delays.observe({ platform }, Math.max(0, late) / 1_000);
    },
    turn: ({ platform, waited }) => turns.observe({ platform }, waited / 1_000),
    query({ access, took, failed }) {
      queries.observe({ access }, took / 1_000);
      if (failed) failures.inc({ access });
    },
  };

  return {
    meter: <Kind extends MeterEvent['kind']>(event: Extract<MeterEvent, { kind: Kind }>) =>
      counting[event.kind as Kind](event),
    measure: (bot) => ({
      ...bot,
      async onCommand(invocation) {
        const begun = performance.now();
        const { line, channel } = invocation;
        const declared = findDeclaration(line, bot.commands);
        const command =
          declared === undefined ? 'unknown' : [declared.name, declared.verb].filter(Boolean).join(' ');
        try {
          return await bot.onCommand(invocation);
        } finally {
          answers.observe({ platform: channel.platform, command }, (performance.now() - begun) / 1_000);
        }
      },
    }),
    read(given) {
      readings = given;
    },
    async page() {
      await update(checks, readings);
      return { status: 200, type: register.contentType, text: await register.metrics() };
    },
  };
}
