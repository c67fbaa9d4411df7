import type { ThreadMessage } from '../messages/thread-message';
import type { ChosenFile } from './chosen-file';

/** What was given to the composer at once. */
export interface Answer {
  content: string;
  files: readonly ChosenFile[];
  quoted: ThreadMessage | null;
}

interface Part {
  content: string;
  file: ChosenFile | null;
}

/**
 * The messages that an answer becomes: each file is one of its own, the text goes with the first. Not with an audio file,
 * where WhatsApp shows none: then it goes ahead.
 */
export function partsOfAnswer({ content, files }: Answer): Part[] {
  const [first, ...others] = files;
  if (!first) return [{ content, file: null }];
  const rest = others.map((file) => ({ content: '', file }));
  if (content === '' || first.kind !== 'AUDIO') return [{ content, file: first }, ...rest];
  return [{ content, file: null }, { content: '', file: first }, ...rest];
}
