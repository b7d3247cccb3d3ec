/**
 * A platform cannot be connected, or not any more, and waiting will not help: a wrong token, a missing permission. The
 * message is one line for the person who runs the bot and ends in the remedy.
 */
export class ConnectionFailure extends Error {
  override readonly name = 'ConnectionFailure';
}

/** Why a card could not be posted: whether trying again can help, and what to do, in words. */
export class PostFailure extends Error {
  /** `gone`: no such channel any more; `forbidden`: something must be granted; `passing`: later may work. */
  readonly reason: 'gone' | 'forbidden' | 'passing';
  constructor(reason: PostFailure['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PostFailure';
    this.reason = reason;
  }
}
