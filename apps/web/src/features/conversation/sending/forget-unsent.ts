import { leaving } from '@/session/leaving';
import { chosenFiles } from './chosen-files';
import { drafts } from './drafts';
import { keptFiles, unsentFiles } from './file-store';
import { pendingMessages } from './pending-messages';
import { quotes } from './quotes';
import { forgetWritten } from './unsent-store';

// With the module: when somebody is led out, nothing of the dashboard is shown any more that could have asked for it.
leaving.subscribe(forgetUnsent);

/** Forgets what was written in this browser and not sent: the next one at it may be somebody else. */
function forgetUnsent(): void {
  pendingMessages.clear();
  chosenFiles.clear();
  drafts.clear();
  quotes.clear();
  forgetWritten(localStorage);
  // A browser that keeps no files has none to forget.
  for (const files of [unsentFiles, keptFiles]) files.clear().catch(() => {});
}
