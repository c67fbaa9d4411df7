'use client';

import { useHandOverNotice } from './use-hand-over-notice';
import { useMessageNotices } from './use-message-notices';
import { useTitle } from './use-title';

/** Calls people to what waits for them, wherever in the dashboard or outside of it they are; draws nothing itself. */
export function Attention() {
  useHandOverNotice();
  useTitle();
  useMessageNotices();
  return null;
}
