import type { WhatsAppSessionStatus } from '@soul-kg-crm/shared/enums';
import type { WhatsAppClient } from '../client/port.ts';
import type { SessionManager } from './session-manager.ts';
import type { SessionChannel } from './session-options.ts';

export type FindDefaultChannel = (organizationId: string) => Promise<SessionChannel | null>;

/**
 * The session manager for callers in its own process who know an organisation only: its name means its default number. The
 * product has many processes, and tells what it wants through the database instead (decision 044).
 */
export class OrganizationSessions {
  readonly #manager: SessionManager;
  readonly #findDefaultChannel: FindDefaultChannel;

  constructor(manager: SessionManager, findDefaultChannel: FindDefaultChannel) {
    this.#manager = manager;
    this.#findDefaultChannel = findDefaultChannel;
  }

  /** Connects the number if it is not; null until it is connected, which `onState` tells. */
  async getOrCreateClient(organizationId: string): Promise<WhatsAppClient | null> {
    const channel = await this.#findDefaultChannel(organizationId);
    if (!channel) return null;
    await this.#manager.start(channel);
    return this.#manager.client(channel.channelId);
  }

  async disconnect(organizationId: string): Promise<void> {
    const channelId = this.#running(organizationId);
    if (channelId) await this.#manager.stop(channelId);
  }

  /** Saves and closes them all: what a worker's manager does on SIGTERM and SIGINT. */
  disconnectAll(): Promise<void> {
    return this.#manager.stopAll();
  }

  getStatus(organizationId: string): WhatsAppSessionStatus {
    const channelId = this.#running(organizationId);
    return channelId ? this.#manager.getStatus(channelId) : 'DISCONNECTED';
  }

  /** The text of the code to scan, null when there is none. */
  getQRCode(organizationId: string): string | null {
    const channelId = this.#running(organizationId);
    return (channelId && this.#manager.getQrCode(channelId)?.code) || null;
  }

  #running(organizationId: string): string | null {
    const isIt = (channel: SessionChannel) => channel.isDefault && channel.organizationId === organizationId;
    return this.#manager.running().find(isIt)?.channelId ?? null;
  }
}
