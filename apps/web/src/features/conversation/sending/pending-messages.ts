import type { ThreadMessage } from '../messages/thread-message';
import { ByConversation } from './by-conversation';
import type { ChosenFile } from './chosen-file';

/** A message that was written here and is on its way to the server. */
export interface PendingMessage {
  clientMessageId: string;
  content: string;
  createdAt: string;
  quoted: ThreadMessage['quoted'];
  file: ChosenFile | null;
  /** Set once the file is at the server, so that a second attempt does not upload it again. */
  mediaId: string | null;
  /** Taken: the server has it; shown until its own copy is. */
  state: 'sending' | 'failed' | 'taken';
  /** Between 0 and 1 while the file is on its way. */
  uploaded: number | null;
  errorMessage: string | null;
  /** It has failed because the browser cannot read its file. */
  isFileGone: boolean;
  /** The server has not been reached for a while. */
  isHeldUp: boolean;
}

/** What is on its way. Each is found by its id wherever it stands now: its conversation may have become part of another. */
class PendingMessages extends ByConversation<PendingMessage> {
  /** How many threads show a conversation. */
  readonly #shown = new Map<string, number>();
  readonly #takenListeners = new Set<(conversationId: string) => void>();

  find(conversationId: string, clientMessageId: string): PendingMessage | undefined {
    return this.of(this.#placeNow(conversationId, clientMessageId)).find(
      (message) => message.clientMessageId === clientMessageId,
    );
  }

  add(conversationId: string, message: PendingMessage): void {
    this.set(conversationId, [...this.of(conversationId), message]);
  }

  change(conversationId: string, clientMessageId: string, changes: Partial<PendingMessage>): void {
    const place = this.#placeNow(conversationId, clientMessageId);
    this.set(
      place,
      this.of(place).map((message) =>
        message.clientMessageId === clientMessageId ? { ...message, ...changes } : message,
      ),
    );
  }

  remove(conversationId: string, clientMessageId: string): void {
    const gone = this.find(conversationId, clientMessageId);
    if (gone?.file) URL.revokeObjectURL(gone.file.previewUrl);
    const place = this.#placeNow(conversationId, clientMessageId);
    this.set(
      place,
      this.of(place).filter((message) => message.clientMessageId !== clientMessageId),
    );
  }

  /** The server has it. Where no thread waits for the server's copy, it is gone at once, and its file with it. */
  take(conversationId: string, clientMessageId: string): void {
    const place = this.#placeNow(conversationId, clientMessageId);
    if (this.#shown.has(place)) this.change(conversationId, clientMessageId, { state: 'taken' });
    else this.remove(conversationId, clientMessageId);
    for (const listener of this.#takenListeners) listener(place);
  }

  /** Hears of each conversation of which the server has taken a message. */
  onTaken(listener: (conversationId: string) => void): () => void {
    this.#takenListeners.add(listener);
    return () => this.#takenListeners.delete(listener);
  }

  /** Says that a thread shows the conversation; gives how to say that it does no more. */
  show(conversationId: string): () => void {
    this.#shown.set(conversationId, (this.#shown.get(conversationId) ?? 0) + 1);
    return () => {
      const left = (this.#shown.get(conversationId) ?? 1) - 1;
      this.#shown.set(conversationId, left);
      if (left > 0) return;
      this.#shown.delete(conversationId);
      for (const { state, clientMessageId } of this.of(conversationId)) {
        if (state === 'taken') this.remove(conversationId, clientMessageId);
      }
    };
  }

  #placeNow(conversationId: string, clientMessageId: string): string {
    const isMeant = (message: PendingMessage) => message.clientMessageId === clientMessageId;
    return this.of(conversationId).some(isMeant) ? conversationId : (this.placeOf(isMeant) ?? conversationId);
  }

  clear(): void {
    for (const { file } of this.empty()) {
      if (file) URL.revokeObjectURL(file.previewUrl);
    }
  }
}

export const pendingMessages = new PendingMessages();
