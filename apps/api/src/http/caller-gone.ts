/** The caller hung up, or stopped sending, in the middle of what it sends: no fault of ours, and nobody is left to answer. */
export class CallerGoneError extends Error {
  constructor(what: string) {
    super(`${what} broke off`);
    this.name = 'CallerGoneError';
  }
}
