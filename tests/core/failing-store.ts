import { type Store, StoreFailure } from '../../src/core/store/store.ts';

/** A store that can be switched off: each method then rejects as where the database cannot be used. */
export type FailingStore = { readonly store: Store; broken: boolean };

export function createFailingStore(real: Store): FailingStore {
  const failing = { broken: false };
  const fail = async () => {
    throw new StoreFailure('The database cannot be used.');
  };
  const guard = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...given: unknown[]) => (failing.broken ? fail() : Reflect.apply(method, target, given));
      },
    });
  const store: Store = {
    ...real,
    shown: guard(real.shown),
    saves: guard(real.saves),
    reactionSaves: guard(real.reactionSaves),
    saveCounts: guard(real.saveCounts),
    privacy: guard(real.privacy),
    lastLists: guard(real.lastLists),
    papers: guard(real.papers),
  };
  return Object.assign(failing, { store });
}
