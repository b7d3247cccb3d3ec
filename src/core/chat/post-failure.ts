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
