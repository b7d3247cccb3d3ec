/** A service answered with what it should not; says what came, for whoever runs the bot. */
export class UnreadableAnswer extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnreadableAnswer';
  }
}
