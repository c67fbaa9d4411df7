const MAX_KEPT = 2000;

/**
 * Tells our own messages from those written on the phone: both come back from the page as "created by me". The key is
 * usually enough; where the page did not take it, an echo waits until the sends under way have told their ids.
 */
export class OwnMessages {
  readonly #keys = new Set<string>();
  readonly #underWay = new Map<string, Promise<unknown>>();

  /** Runs a send, from before its key is used until its id is known. */
  async during<Sent extends { id: string }>(sendKey: string, send: () => Promise<Sent>): Promise<Sent> {
    this.#keep(sendKey);
    const work = send().then((sent) => {
      this.#keep(sent.id);
      return sent;
    });
    this.#underWay.set(sendKey, work);
    try {
      return await work;
    } finally {
      if (this.#underWay.get(sendKey) === work) this.#underWay.delete(sendKey);
    }
  }

  async wasSentByUs(message: { id: string; _serialized: string }): Promise<boolean> {
    if (this.#keys.has(message.id)) return true;
    await Promise.allSettled(this.#underWay.values());
    return this.#keys.has(message._serialized);
  }

  /** Whether a refusal is what the send under way answers itself; it may know more, as that only new chats are closed. */
  async isRefusedBySend(sendKey: string): Promise<boolean> {
    const work = this.#underWay.get(sendKey);
    if (!work) return false;
    return work.then(
      () => false,
      () => true,
    );
  }

  #keep(key: string): void {
    const oldest = this.#keys.values().next();
    if (this.#keys.size >= MAX_KEPT && !oldest.done) this.#keys.delete(oldest.value);
    this.#keys.add(key);
  }
}
