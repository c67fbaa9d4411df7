'use client';

import { useHandOverNotice } from './use-hand-over-notice';
import { useWaitingTitle } from './use-waiting-title';

/** Calls people to what an agent handed over, wherever in the dashboard they are; draws nothing itself. */
export function Attention() {
  useHandOverNotice();
  useWaitingTitle();
  return null;
}
