import type { Owner } from '@/session/owner';
import type { ChosenFile } from './chosen-file';
import { chosenFiles } from './chosen-files';
import { ChosenStore, type Place } from './chosen-store';
import { type FileStore, keptFiles } from './file-store';

/**
 * Keeps the files that are to go with the next answer in this browser, the same in all of its tabs, as drafts are; shows
 * those that an earlier page left behind. Gives how to end it.
 */
export function keepChosen(owner: Owner, files: FileStore = keptFiles): () => void {
  const store = new ChosenStore(localStorage, owner);
  const kept = new Map<string, readonly ChosenFile[]>();
  const inOrder = lineOf();
  let isOver = false;

  const keep = (conversationId: string) => {
    const before = kept.get(conversationId) ?? [];
    const now = chosenFiles.of(conversationId);
    kept.set(conversationId, now);
    for (const { key, file } of now) {
      if (before.some(isOf(key)) || store.has({ conversationId, key })) continue;
      inOrder(async () => {
        if (isOver) return;
        // Told of once it is there, or another tab would not find it.
        await files.put(key, file);
        if (chosenFiles.of(conversationId).some(isOf(key))) store.put({ conversationId, key });
      });
    }
    for (const { key } of before) {
      if (now.some(isOf(key))) continue;
      store.remove({ conversationId, key });
      inOrder(() => files.remove(key));
    }
  };
  const show = async (place: Place) => {
    const { conversationId, key } = place;
    const file = await files.get(key).catch(() => null);
    if (isOver || !store.has(place)) return;
    if (file) chosenFiles.show(conversationId, key, file);
    else store.remove(place);
  };
  /** What another tab sent, threw away or took to another conversation: its file is that tab's matter. */
  const drop = (conversationId: string, key: string) => {
    const others = (kept.get(conversationId) ?? []).filter((file) => file.key !== key);
    kept.set(conversationId, others);
    chosenFiles.remove(conversationId, key);
  };
  const hear = ({ key: entry, newValue }: StorageEvent) => {
    const place = entry === null ? null : store.placeOf(entry);
    if (!place) return;
    if (newValue === null) drop(place.conversationId, place.key);
    else inOrder(() => show(place));
  };

  const left = store.read();
  if (store.isEmpty()) inOrder(() => files.clear());
  for (const place of left) inOrder(() => show(place));
  const stop = chosenFiles.subscribe(keep);
  // Chosen before it was known whose they are.
  chosenFiles.places().forEach(keep);
  window.addEventListener('storage', hear);
  return () => {
    isOver = true;
    stop();
    window.removeEventListener('storage', hear);
  };
}

function isOf(key: string) {
  return (file: ChosenFile) => file.key === key;
}

/** One after the other. A browser that keeps no files sends them all the same; they only do not outlive the page. */
function lineOf(): (work: () => Promise<void>) => void {
  let line = Promise.resolve();
  return (work) => {
    line = line.then(work).catch(() => {});
  };
}
