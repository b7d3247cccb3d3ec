/** No whole answer came, and why, in words; nothing of a secret is in it. */
export class RequestFailure extends Error {
  /** The service was waited for in vain, so that whoever else waits for it need not. */
  readonly isLate: boolean;
  constructor(
    message: string,
    { isLate = false, ...options }: ErrorOptions & { readonly isLate?: boolean } = {},
  ) {
    super(message, options);
    this.name = 'RequestFailure';
    this.isLate = isLate;
  }
}
