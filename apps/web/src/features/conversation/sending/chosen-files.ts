import { type ChosenFile, chosenFile } from './chosen-file';

/** The files that are to go with the next answer, for each conversation; outlive the page that shows them. */
class ChosenFiles {
  readonly #byConversation = new Map<string, readonly ChosenFile[]>();
  readonly #listeners = new Set<() => void>();

  of(conversationId: string): readonly ChosenFile[] {
    return this.#byConversation.get(conversationId) ?? NONE;
  }

  add(conversationId: string, files: readonly File[]): void {
    this.#set(conversationId, [...this.of(conversationId), ...files.map(chosenFile)]);
  }

  remove(conversationId: string, key: string): void {
    revoke(this.of(conversationId).filter((file) => file.key === key));
    this.#set(
      conversationId,
      this.of(conversationId).filter((file) => file.key !== key),
    );
  }

  /** Hands them over, with their previews. */
  take(conversationId: string): readonly ChosenFile[] {
    const files = this.of(conversationId);
    this.#set(conversationId, NONE);
    return files;
  }

  /** Nobody is told: whoever shows them is on the way out. */
  clear(): void {
    revoke([...this.#byConversation.values()].flat());
    this.#byConversation.clear();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #set(conversationId: string, files: readonly ChosenFile[]): void {
    if (files.length === 0) this.#byConversation.delete(conversationId);
    else this.#byConversation.set(conversationId, files);
    for (const listener of this.#listeners) listener();
  }
}

const NONE: readonly ChosenFile[] = [];

function revoke(files: readonly ChosenFile[]): void {
  for (const { previewUrl } of files) URL.revokeObjectURL(previewUrl);
}

export const chosenFiles = new ChosenFiles();
