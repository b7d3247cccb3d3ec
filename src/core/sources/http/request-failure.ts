/** No whole answer came, and why, in words; nothing of a secret is in it. */
export class RequestFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RequestFailure';
  }
}
