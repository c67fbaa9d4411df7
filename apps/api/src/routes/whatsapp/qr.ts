import { sessionOf } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';

/** GET /whatsapp/qr/{organizationId} */
export const qr = os.whatsapp.qr.handler(async ({ context }) => {
  const { qrCode, qrExpiresAt } = await sessionOf(scopeOf(context));
  return { qrCode, expiresAt: qrExpiresAt?.toISOString() ?? null };
});
