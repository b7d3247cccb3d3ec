/**
 * A platform cannot be connected, or not any more, and waiting will not help: a wrong token, a missing permission. The
 * message is one line for the person who runs the bot and ends in the remedy.
 */
export class ConnectionFailure extends Error {
  override readonly name = 'ConnectionFailure';
}
