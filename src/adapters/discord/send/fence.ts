import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What must still hold when a request is sent, after all that discord.js lets it wait for: `PostOptions.fence`. The gate awaits
 * it, and sends nothing where it rejects.
 */
export const fences = new AsyncLocalStorage<() => Promise<void>>();
