import { z } from 'zod';
import type { PlatformKind } from '../../core/chat/platform-kind.ts';
import { portSchema, type SettingEntries } from '../../core/chat/settings/setting.ts';
import { entry, traceOf } from '../../core/text/log-entry.ts';

const settings = {
  port: {
    variable: 'PAPERBOY_PREVIEW_PORT',
    key: 'preview-port',
    part: 'Preview',
    schema: z.union([z.literal('off'), portSchema]).default(4747),
    mustBe: 'a port number from 1 to 65535, or off',
    words:
      'Where no service is set up and a person starts the bot in a terminal, a page on this machine shows Slack and Discord as they would be, at http://127.0.0.1 and this port, or the next free one. It takes no requests from elsewhere.',
    example: '4747',
  },
} satisfies SettingEntries;

/** A page on this machine that shows the services as they would be, with the bot in them. */
export const browser: PlatformKind<typeof settings> = {
  name: 'browser',
  title: 'The preview page',
  isLocal: true,
  isPreview: true,
  settings,
  reached: 'A page of this machine beside the terminal, which shows the services as they would be',
  needs: 'nothing; it opens beside the terminal, or alone by `node dist/cli.js preview`',
  absence: 'is the preview page, which opens beside the terminal alone',
  ids: { channel: { pattern: /^papers$/u, mustBe: 'papers', example: 'papers' } },
  prepare: ({ port }) =>
    port === 'off'
      ? undefined
      : {
          state: `opens on port ${port} beside a terminal, because no other platform is set up`,
          async open({ window, announce, log }) {
            if (window === undefined) return undefined;
            const { openSite } = await import('./receive/server.ts');
            const { createBrowser } = await import('./browser.ts');
            try {
              const site = await openSite(port, log);
              announce?.(`Slack and Discord, as they would look: ${site.address}`);
              return createBrowser({ ...window, site, now: () => new Date() });
            } catch (error) {
              const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
              log.warn(
                isTaken
                  ? entry`The preview page is not open, for port ${port} is taken and so are those after it. Set PAPERBOY_PREVIEW_PORT to a free one.`
                  : entry`The preview page cannot be opened at port ${port}: ${traceOf(error)}`,
              );
              return undefined;
            }
          },
        },
};
