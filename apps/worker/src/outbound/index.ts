// What bench/ puts together as this app does.
export { openSendLane } from './send-lane.ts';
export { createSendLedger } from './send-ledger.ts';
