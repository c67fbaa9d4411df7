export { LeaseKeeper, type LeaseKeeperOptions, type LeaseView } from './lease-keeper.ts';
export {
  type Fleet,
  type KeptLease,
  type Lease,
  LeaseStore,
  type WantedChannel,
  type WorkerBeat,
} from './lease-store.ts';
export { type Share, type SharedChannel, type SharingWorker, shareOf } from './share-channels.ts';
