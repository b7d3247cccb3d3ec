/** How one request goes wrong. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number }
  /** Without seconds, as a network in front of Slack answers: a page, and no Retry-After. */
  | { readonly kind: 'rate limit'; readonly seconds?: number }
  /** The connection is closed, before Slack has done anything or after it has done all. */
  | { readonly kind: 'close'; readonly done: boolean }
  /** All is done, and never answered. */
  | { readonly kind: 'silence' }
  | { readonly kind: 'slow'; readonly milliseconds: number }
  | { readonly kind: 'error'; readonly error: string };

/** Faults to come: each is spent by the next request it fits. */
export type Faults = {
  /**
   * `where`: a method (`chat.postMessage`), `response_url`, or `*` for any; in a channel or with the token of a workspace alone
   * where its id follows (`chat.postMessage C1`, `* T01LAB`).
   */
  inject(where: string, fault: Fault, times?: number): void;
  /** The fault the next request to `where` meets, taken off the list. */
  take(where: string, channel?: string, team?: string): Fault | undefined;
  clear(): void;
};

export function createFaults(): Faults {
  let planned: { readonly where: string; readonly fault: Fault; left: number }[] = [];
  return {
    inject: (where, fault, times = 1) => {
      planned.push({ where, fault, left: times });
    },
    take(where, channel = '', team = '') {
      const fits = [where, `${where} ${channel}`, `${where} ${team}`, '*', `* ${team}`];
      const next = planned.find((plan) => fits.includes(plan.where));
      if (next === undefined) return undefined;
      next.left -= 1;
      if (next.left <= 0) planned = planned.filter((plan) => plan !== next);
      return next.fault;
    },
    clear: () => {
      planned = [];
    },
  };
}
