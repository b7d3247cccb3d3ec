import { webApi } from '@slack/bolt';
import type { Card } from '../../../core/chat/card.ts';
import type { Posted } from '../../../core/chat/channel.ts';
import { reportFailure } from '../../../core/chat/failures.ts';
import type { Log } from '../../../core/chat/log.ts';
import { entry } from '../../../core/text/log-entry.ts';
import { apologise, type Manner, showCards } from '../send/answer.ts';
import { createSender, type Place, type Sender } from '../send/send.ts';
import type { SlackSettings } from '../settings.ts';
import type { Grant } from './access.ts';
import { createDirectory, type Directory, type DirectoryCaches } from './directory.ts';
import type { Identity } from './identity.ts';
import { createRights, type Rights } from './rights.ts';

/** The bot in one workspace: as whom it speaks there, and what it knows of it. */
export type Session = {
  readonly grant: Grant;
  readonly identity: Identity;
  readonly client: webApi.WebClient;
  readonly directory: Directory;
  readonly rights: Rights;
  /** What cannot be sent any more is said in the log: nobody is left to hear it. */
  answer(place: Place, manner: Manner, cards: readonly Card[]): Promise<readonly Posted[]>;
  /** Draws the pressed message anew, which all see. Rejects where Slack does not take it. */
  readonly change: Sender['change'];
};

export type SessionMeans = {
  readonly settings: Pick<SlackSettings, 'managers'>;
  readonly clientOptions: webApi.WebClientOptions;
  readonly caches: DirectoryCaches;
  readonly log: Log;
  /** Hears of a refusal by Slack that may concern more than one answer. */
  trouble(grant: Grant, error: unknown): void;
};

export function createSession(
  grant: Grant,
  { settings, clientOptions, caches, log, trouble }: SessionMeans,
): Session {
  const { identity, token, organisation } = grant;
  const { workspace } = identity;
  const client = new webApi.WebClient(token, {
    ...clientOptions,
    ...(organisation !== undefined && organisation !== workspace && { teamId: workspace }),
  });
  /** Whose people are at home here. */
  const whole = identity.organisation ?? workspace;
  const directory = createDirectory(client, whole, caches);
  const sender = createSender(client, directory, log);
  return {
    ...{ grant, identity, client, directory },
    rights: createRights(directory, settings, whole, log),
    async answer(place, manner, cards) {
      const { posted, trouble: found } = await showCards(sender, place, manner, cards).catch(
        (error: unknown) => {
          const card = apologise(reportFailure(error, entry`Slack: an answer`, log));
          return showCards(sender, place, 'private', [card]);
        },
      );
      if (found !== undefined) {
        log.warn(found.text);
        trouble(grant, found.error);
      }
      return posted;
    },
    change: sender.change,
  };
}
