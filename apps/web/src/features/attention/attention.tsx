'use client';

import { useHandOverNotice } from './use-hand-over-notice';
import { useTitle } from './use-title';

/** Calls people to what an agent handed over, wherever in the dashboard they are; draws nothing itself. */
export function Attention() {
  useHandOverNotice();
  useTitle();
  return null;
}
