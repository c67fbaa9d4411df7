/** Something the person at the keyboard can put right; its message is one clear sentence with the way out. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}
