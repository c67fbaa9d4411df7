const MAX_KEPT = 2000;

/**
 * Tells our own messages from those written on the phone: both come back from the page as "created by me". The key is
 * usually enough; where the page did not take it, an echo waits until the sends under way have told their ids.
 */
export class OwnMessages {
  readonly #keys = new Set<string>();
  readonly #underWay = new Set<Promise<unknown>>();

  /** Runs a send, from before its key is used until its id is known. */
  async during<Sent extends { id: string }>(sendKey: string, send: () => Promise<Sent>): Promise<Sent> {
    this.#keep(sendKey);
    const work = send().then((sent) => {
      this.#keep(sent.id);
      return sent;
    });
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  async wasSentByUs(message: { id: string; _serialized: string }): Promise<boolean> {
    if (this.#keys.has(message.id)) return true;
    await Promise.allSettled(this.#underWay);
    return this.#keys.has(message._serialized);
  }

  #keep(key: string): void {
    const oldest = this.#keys.values().next();
    if (this.#keys.size >= MAX_KEPT && !oldest.done) this.#keys.delete(oldest.value);
    this.#keys.add(key);
  }
}
