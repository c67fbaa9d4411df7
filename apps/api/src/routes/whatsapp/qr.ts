import { sessionOf } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';

/** GET /whatsapp/qr/{organizationId} */
export const qr = os.whatsapp.qr.handler(async ({ context, input }) => {
  const { qrCode, qrExpiresAt, pairingCode } = await sessionOf(scopeOf(context), input.channelId);
  return { qrCode, pairingCode, expiresAt: qrExpiresAt?.toISOString() ?? null };
});
