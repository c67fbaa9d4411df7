import { setTimeout as pause } from 'node:timers/promises';
import type { Lease, LeaseKeeper, LeaseView, WantedChannel } from '@soul-kg-crm/whatsapp/leases';
import type { LoggedOut, SessionChannel, SessionManager } from '@soul-kg-crm/whatsapp/sessions';
import type { Logger } from 'pino';
import { isToBeStarted } from './is-to-be-started.ts';

export interface ChannelOwnerOptions {
  keeper: LeaseKeeper;
  manager: SessionManager;
  /** The channel is closed and about to be released: whatever else works for it has to end first. */
  onClosing: (channelId: string) => Promise<void>;
  /** Logged out as its organisation wanted; what is stored of its login has to go. */
  onLoggedOut: (channel: SessionChannel, loggedOut: LoggedOut) => Promise<void>;
  /** A channel was released: others may take it now. */
  onReleased: () => void;
  log: Logger;
}

/** So long what works for a channel may go on before the channel is closed under it; what it wanted to send is looked for. */
const LONGEST_CLOSING_MS = 10_000;

/** Makes of the channels that this worker holds what their organisations want, and gives up those that others shall run. */
export class ChannelOwner {
  readonly #options: ChannelOwnerOptions;
  /** Channels that are being given up, which takes its time. */
  readonly #closing = new Map<string, Promise<void>>();
  #isFirstLook = true;

  constructor(options: ChannelOwnerOptions) {
    this.#options = options;
  }

  /** Compares what is wanted with what runs, once. */
  async reconcile(): Promise<void> {
    const { keeper, manager } = this.#options;
    const isFirstLook = this.#isFirstLook;
    // One that is just being linked moves when its login is kept.
    const view = await keeper.look(
      (channel) => isToBeStarted(channel, isFirstLook),
      (channelId) => !manager.isLinking(channelId),
    );
    this.#isFirstLook = false;
    await this.#abandon(view.lost);
    for (const lease of view.unwanted) this.#giveUp(lease, 'unwanted');
    for (const lease of view.handOver) this.#giveUp(lease, 'handed_over');
    for (const channel of view.held) {
      if (!this.#closing.has(channel.channelId)) this.#run(channel, isFirstLook);
    }
  }

  /** Closes every channel and gives it up, for the end of this worker. */
  async giveUpAll(): Promise<void> {
    const { keeper, manager } = this.#options;
    keeper.stopTaking();
    for (const { channelId } of manager.running()) {
      const lease = keeper.lease(channelId);
      if (lease) this.#giveUp(lease, 'stopping');
    }
    await Promise.all(this.#closing.values());
  }

  #run(channel: LeaseView['held'][number], isFirstLook: boolean): void {
    const { manager } = this.#options;
    const { channelId, desiredState, status } = channel;
    if (desiredState === 'LOGGED_OUT') {
      this.#logOut(channel);
      return;
    }
    manager.setPairingPhone(channelId, channel.pairingPhone);
    const isRunning = manager.running().some((running) => running.channelId === channelId);
    if (!isRunning && isToBeStarted(channel, isFirstLook)) void manager.start(sessionChannel(channel));
    // It came to its end: somebody has to do something before it is worth another try.
    else if (!isRunning && !isToBeStarted(channel, false)) this.#giveUp(channel, 'ended');
    // Disconnected and connected again before anybody looked: nothing has changed here, but the database waits for news.
    else if (manager.getStatus(channelId) !== status) manager.reportAgain(channelId);
  }

  #logOut(channel: LeaseView['held'][number]): void {
    const { manager, onLoggedOut } = this.#options;
    this.#close(channel, 'logged_out', async () => {
      await onLoggedOut(sessionChannel(channel), await manager.logout(sessionChannel(channel)));
    });
  }

  #giveUp(lease: Lease, why: string): void {
    this.#close(lease, why, () => this.#options.manager.stop(lease.channelId));
  }

  #close(lease: Lease, why: string, end: () => Promise<void>): void {
    const { channelId } = lease;
    if (this.#closing.has(channelId)) return;
    const { keeper, onReleased, log } = this.#options;
    const work = async () => {
      try {
        await this.#othersEnd(channelId);
        await end();
        // Once more: a report that was under way may have opened its queues again.
        await this.#othersEnd(channelId);
        await keeper.release(lease);
        log.info({ channelId, why }, 'channel.released');
        onReleased();
      } catch (err) {
        // The next look tries again.
        log.warn({ channelId, why, err }, 'channel.not_released');
      } finally {
        this.#closing.delete(channelId);
      }
    };
    this.#closing.set(channelId, work());
  }

  async #othersEnd(channelId: string): Promise<void> {
    const over = new AbortController();
    const ended = this.#options.onClosing(channelId).finally(() => over.abort());
    const inVain = pause(LONGEST_CLOSING_MS, undefined, { signal: over.signal }).catch(() => {});
    await Promise.race([ended, inVain]);
  }

  /** Nothing of it is written any more, and it is not asked for how long that takes. */
  async #abandon(lost: readonly Lease[]): Promise<void> {
    const { manager, onClosing, log } = this.#options;
    for (const { channelId } of lost) {
      log.warn({ channelId }, 'channel.lost');
      void onClosing(channelId);
      void manager.abandon(channelId).then(() => onClosing(channelId));
    }
  }
}

function sessionChannel(channel: WantedChannel & Lease): SessionChannel {
  const { channelId, organizationId, isDefault, isFirst, generation } = channel;
  return { channelId, organizationId, isDefault, isFirst, leaseGeneration: generation };
}
