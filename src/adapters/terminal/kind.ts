import { join } from 'node:path';
import type { PlatformKind } from '../../core/chat/platform-kind.ts';

/** The terminal the bot is started in. */
export const terminal: PlatformKind = {
  name: 'terminal',
  title: 'The terminal',
  isLocal: true,
  settings: {},
  reached: 'Typed lines, where the bot was started',
  needs: 'nothing; it opens when no other platform is set up',
  absence: 'does not open, because another platform is set up',
  ids: { channel: { pattern: /^terminal$/u, mustBe: 'terminal', example: 'terminal' } },
  prepare: () => ({
    state: 'opens where the bot is started, because no other platform is set up',
    async open({ input, output, environment, greeting, data, log, end }) {
      const { createTerminal } = await import('./terminal.ts');
      const historyFile = join(data, 'terminal-history');
      const own = { greeting: await greeting(), historyFile, onEnd: () => end() };
      return createTerminal({ input, output, environment, log, ...own });
    },
  }),
};
