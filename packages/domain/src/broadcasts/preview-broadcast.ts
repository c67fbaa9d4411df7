import type { Scope } from '@soul-kg-crm/database';
import type { BroadcastWarning } from '@soul-kg-crm/shared/enums';
import { Problem } from '@soul-kg-crm/shared/problems';
import type { WhatsAppSettings } from '@soul-kg-crm/shared/settings';
import { whyUnanswerable } from '../channels/require-answerable.ts';
import { type SessionView, sessionOf } from '../channels/sessions.ts';
import { needsConfirmation } from '../outbound/bulk-rules.ts';
import { getWhatsAppSettings } from '../settings/whatsapp-settings.ts';
import { type Audience, findAudience, type Recipient } from './audience.ts';
import { estimateDurationMs } from './estimate-duration.ts';

export interface BroadcastPreview {
  /** The number that it would go out from. */
  channelId: string;
  /** Numbers that would get the message. */
  total: number;
  withoutPhone: number;
  /** The first few of them. */
  sample: Recipient[];
  durationMs: number;
  needsConfirmation: boolean;
  warnings: BroadcastWarning[];
}

const SAMPLE = 5;

/**
 * What a broadcast would be: how many, how long, and what speaks against it. Stores nothing. Throws CHANNEL_LOGGED_OUT
 * where nothing could leave from the number.
 */
export async function previewBroadcast(
  scope: Scope,
  input: { audience: Audience; channelId?: string | undefined },
): Promise<BroadcastPreview> {
  const [settings, session, { recipients, withoutPhone }] = await Promise.all([
    getWhatsAppSettings(scope),
    sessionOf(scope, input.channelId),
    findAudience(scope, input.audience),
  ]);
  const problem = whyUnanswerable({ ...session.channel, whatsAppSession: session });
  if (problem) throw new Problem(problem);
  const total = recipients.length;
  return {
    channelId: session.channelId,
    total,
    withoutPhone,
    sample: recipients.slice(0, SAMPLE),
    durationMs: estimateDurationMs(total, settings.rateLimiting),
    needsConfirmation: needsConfirmation(settings.safety, total),
    warnings: warningsOf(total, settings, session),
  };
}

function warningsOf(total: number, settings: WhatsAppSettings, session: SessionView): BroadcastWarning[] {
  const { safety, rateLimiting, quietHours } = settings;
  const told: [BroadcastWarning, boolean][] = [
    ['MASS_SENDING_OFF', !safety.enableMassSending],
    ['NOT_CONNECTED', session.status !== 'CONNECTED'],
    // The surest way to a ban.
    ['SAME_TEXT', total > 1],
    ['MORE_THAN_A_DAY', total > rateLimiting.messagesPerDay],
    ['QUIET_HOURS', quietHours.enabled],
  ];
  return told.flatMap(([warning, applies]) => (applies ? [warning] : []));
}
