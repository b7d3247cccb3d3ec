import type { HTTPReceiver } from '@slack/bolt';

/** As far as a request's time may lie ahead of ours, in seconds: as far as Slack lets it lie behind. */
const AHEAD = 5 * 60;

/**
 * Refuses requests signed for a time to come, which Bolt takes: one that was caught could be sent again until then.
 * docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function refuseFuture(receiver: HTTPReceiver): void {
  const listen = receiver.requestListener;
  receiver.requestListener = (request, response) => {
    const timestamp = Number(request.headers['x-slack-request-timestamp']);
    if (timestamp > Date.now() / 1000 + AHEAD) response.writeHead(401).end();
    else listen(request, response);
  };
}
