import path from 'node:path';

export type SessionMode = 'import' | 'integration';

export interface WhatsAppClientConfig {
  /** Name of the login; whatsapp-web.js allows letters, digits, `-` and `_`. */
  clientId: string;
  /** Folder of the login, absolute. */
  dataPath: string;
}

export interface ClientConfigOptions {
  /** Folder that `.whatsapp-sessions` stands in; the working directory by default. */
  rootFolder?: string;
  /** A further number of the organisation; its first one is addressed by the organisation alone. */
  channelId?: string | null;
}

/** The one place that knows how logins are named. An import and an integration never touch each other's. */
export function createWhatsAppClientConfig(
  organizationId: string,
  mode: SessionMode,
  { rootFolder = '.', channelId = null }: ClientConfigOptions = {},
): WhatsAppClientConfig {
  const prefix = mode === 'import' ? 'import' : 'org';
  const clientId = [prefix, organizationId, channelId].filter(Boolean).join('-');
  if (!/^[-\w]+$/.test(clientId)) throw new Error(`Not a possible name for a WhatsApp login: ${clientId}`);
  return { clientId, dataPath: path.resolve(rootFolder, '.whatsapp-sessions', clientId) };
}
