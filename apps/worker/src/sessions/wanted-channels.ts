import type { Database, WhatsAppSessionStatus } from '@soul-kg-crm/database';
import type { SessionChannel } from '@soul-kg-crm/whatsapp/sessions';

export interface WantedChannel extends SessionChannel {
  status: WhatsAppSessionStatus;
  errorCode: string | null;
}

/** The channels that their organisations want to run. */
export async function wantedChannels(system: Database['system']): Promise<WantedChannel[]> {
  const channels = await system.channel.findMany({
    where: { desiredState: 'RUNNING', type: 'WHATSAPP' },
    select: {
      id: true,
      organizationId: true,
      isDefault: true,
      whatsAppSession: { select: { status: true, errorCode: true } },
    },
  });
  return channels.map(({ id, organizationId, isDefault, whatsAppSession }) => ({
    channelId: id,
    organizationId,
    isDefault,
    status: whatsAppSession?.status ?? 'DISCONNECTED',
    errorCode: whatsAppSession?.errorCode ?? null,
  }));
}

/**
 * Whether a wanted channel that does not run is to be started. One that gave up waits for somebody to connect it (its
 * status is then CONNECTING); a worker that has just started tries once more what only lacked luck.
 */
export function isToBeStarted(channel: WantedChannel, isFirstLook: boolean): boolean {
  const { status, errorCode } = channel;
  if (status === 'DISCONNECTED') return errorCode !== 'CODE_NOT_SCANNED';
  if (status === 'ERROR') return isFirstLook && errorCode !== 'BLOCKED';
  return true;
}
