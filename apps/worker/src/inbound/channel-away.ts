/** The channel is not connected now: nothing is wrong with what waits for it. */
export class ChannelAwayError extends Error {
  constructor() {
    super('The channel is not connected');
    this.name = 'ChannelAwayError';
  }
}
