import { ByConversation } from './by-conversation';
import { type ChosenFile, chosenFile } from './chosen-file';

/** The files that are to go with the next answer. */
class ChosenFiles extends ByConversation<ChosenFile> {
  add(conversationId: string, files: readonly File[]): void {
    this.set(conversationId, [...this.of(conversationId), ...files.map((file) => chosenFile(file))]);
  }

  /** One that was chosen by an earlier page, or in another tab. */
  show(conversationId: string, key: string, file: File): void {
    if (this.placeOf((chosen) => chosen.key === key) !== undefined) return;
    this.set(conversationId, [...this.of(conversationId), chosenFile(file, key)]);
  }

  remove(conversationId: string, key: string): void {
    revoke(this.of(conversationId).filter((file) => file.key === key));
    this.set(
      conversationId,
      this.of(conversationId).filter((file) => file.key !== key),
    );
  }

  /** Hands them over, with their previews. */
  take(conversationId: string): readonly ChosenFile[] {
    const files = this.of(conversationId);
    this.set(conversationId, []);
    return files;
  }

  clear(): void {
    revoke(this.empty());
  }
}

function revoke(files: readonly ChosenFile[]): void {
  for (const { previewUrl } of files) URL.revokeObjectURL(previewUrl);
}

export const chosenFiles = new ChosenFiles();
