import type { PlatformKind } from '../core/chat/platform-kind.ts';
import { browser } from './browser/kind.ts';
import { discord } from './discord/kind.ts';
import { slack } from './slack/kind.ts';
import { terminal } from './terminal/kind.ts';

/** Every platform there is: a folder here holds each, and a line here is all that names it. */
export const platformKinds: readonly PlatformKind[] = [discord, slack, browser, terminal];
