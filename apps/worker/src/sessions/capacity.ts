import { totalmem } from 'node:os';

const MB = 1024 * 1024;
/** For the worker itself, and what a busy moment needs. */
const OWN_MB = 400;
/** Of what is left, the share that may be planned with: pages grow. */
const USABLE = 0.8;

/** How many sessions fit into so much memory, at least one. */
export function capacityOf(memoryMb: number, sessionMb: number): number {
  return Math.max(1, Math.floor(((memoryMb - OWN_MB) * USABLE) / sessionMb));
}

/** What this process may use: its container's limit, else the machine's memory. */
export function memoryLimitMb(): number {
  const limit = process.constrainedMemory();
  return Math.floor((limit > 0 ? Math.min(limit, totalmem()) : totalmem()) / MB);
}
