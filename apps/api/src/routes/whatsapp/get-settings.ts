import { getWhatsAppSettings } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';

/** GET /whatsapp/settings/{organizationId} */
export const getSettings = os.whatsapp.getSettings.handler(({ context }) =>
  getWhatsAppSettings(scopeOf(context)),
);
