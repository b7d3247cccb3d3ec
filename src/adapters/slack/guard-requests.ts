import type { HTTPReceiver } from '@slack/bolt';
import type { SlackSettings } from './settings.ts';

/** As far as a request's time may lie ahead of ours, in seconds: as far as Slack lets it lie behind. */
const AHEAD = 5 * 60;
/** Slack's largest payloads are some 100 kB. */
export const BODY_LIMIT = 1_000_000;

/**
 * Refuses what Bolt takes. A request signed for a time to come could be caught and sent again until then
 * (docs.slack.dev/authentication/verifying-requests-from-slack). One that says it is too large is refused before it is
 * read, and its connection closed: Bolt leaves the rest unread, and the next request on that connection is reset. What
 * `answerOthers` answers is none of Slack's.
 */
export function guardRequests(
  receiver: HTTPReceiver,
  answerOthers: Extract<SlackSettings, { port: number }>['answerOthers'] = () => false,
): void {
  const listen = receiver.requestListener;
  receiver.requestListener = (request, response) => {
    const timestamp = Number(request.headers['x-slack-request-timestamp']);
    const length = Number(request.headers['content-length']);
    if (length > BODY_LIMIT) response.writeHead(413, { connection: 'close' }).end();
    else if (timestamp > Date.now() / 1000 + AHEAD) response.writeHead(401).end();
    else if (!answerOthers(request, response)) listen(request, response);
  };
}
