import type { Platform } from '../../../../src/core/chat/platform.ts';
import type { Clock } from '../../../../src/core/digest/schedule/clock.ts';
import type { Store } from '../../../../src/core/store/store.ts';

/** When a process dies: at its step of that number (from 1), before the step has an effect or before it is known. */
export type Death = { readonly step: number; readonly when: 'before' | 'after' };

/** A process that dies once: from then on nothing it awaits ever comes, and nothing it does has an effect. */
export type Mortal = {
  readonly isDead: () => boolean;
  /** Resolves when it dies. */
  readonly death: Promise<void>;
  kill(): void;
  /** How many steps it has taken. */
  readonly steps: () => number;
  readonly store: Store;
  readonly platform: Platform;
  readonly clock: Clock;
};

export function createMortal(store: Store, platform: Platform, clock: Clock, death: Death): Mortal {
  let steps = 0;
  let dead = false;
  let die = () => {};
  const dying = new Promise<void>((resolve) => {
    die = () => {
      dead = true;
      resolve();
    };
  });
  const never = () => new Promise<never>(() => {});

  async function take<Result>(act: () => Promise<Result>): Promise<Result> {
    if (dead) return never();
    steps += 1;
    if (steps !== death.step) {
      const result = await act();
      return dead ? never() : result;
    }
    if (death.when === 'after') await act();
    die();
    return never();
  }

  /** The same object, each of whose calls is a step. */
  function mortal<Target extends object>(target: Target): Target {
    return new Proxy(target, {
      get(of, name, self) {
        const found: unknown = Reflect.get(of, name, self);
        if (typeof found !== 'function') return found;
        return (...values: unknown[]) => take(async () => Reflect.apply(found, of, values) as unknown);
      },
    });
  }

  /** What a dead process had not sent yet is never sent, and holds up nobody. */
  const gone = dying.then(() => Promise.reject(new Error('The process is no more.')));
  gone.catch(() => {});
  const post: Platform['post'] = (channel, card, { fence, ...options } = {}) =>
    platform.post(channel, card, {
      ...options,
      ...(fence === undefined ? {} : { fence: () => Promise.race([fence(), gone]) }),
    });

  return {
    isDead: () => dead,
    death: dying,
    kill: die,
    steps: () => steps,
    store: {
      ...store,
      digests: mortal(store.digests),
      deliveryQueue: mortal(store.deliveryQueue),
      dueTimes: mortal(store.dueTimes),
      deliveries: mortal(store.deliveries),
      places: mortal(store.places),
    },
    platform: {
      ...mortal({ ...platform, post }),
      name: platform.name,
    },
    clock: {
      now: clock.now,
      elapsed: clock.elapsed,
      wait: async (milliseconds, signal) => (dead ? never() : clock.wait(milliseconds, signal)),
      onTick: (run) => clock.onTick(() => void (dead || run())),
    },
  };
}
