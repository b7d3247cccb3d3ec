import { type Store, StoreFailure } from '../../src/core/store/store.ts';
import { entry } from '../../src/core/text/log-entry.ts';

/** A store that can be switched off: each method then rejects as where the database cannot be used. */
export type FailingStore = { readonly store: Store; broken: boolean };

/** `failureOf` makes what is thrown, of what was asked; a StoreFailure unless given. */
export function createFailingStore(
  real: Store,
  failureOf: (given: readonly unknown[]) => unknown = () =>
    new StoreFailure(entry`The database cannot be used.`),
): FailingStore {
  const failing = { broken: false };
  const guard = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...given: unknown[]) =>
          failing.broken ? Promise.reject(failureOf(given)) : Reflect.apply(method, target, given);
      },
    });
  const store: Store = new Proxy(real, {
    get: (target, name) => {
      const part: unknown = Reflect.get(target, name);
      return typeof part === 'object' && part !== null ? guard(part) : part;
    },
  });
  return Object.assign(failing, { store });
}
