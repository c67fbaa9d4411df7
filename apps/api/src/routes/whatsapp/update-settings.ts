import { updateWhatsAppSettings } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';

/** PUT /whatsapp/settings/{organizationId} */
export const updateSettings = os.whatsapp.updateSettings.handler(({ context, input }) => {
  const { organizationId: _, ...patch } = input;
  return updateWhatsAppSettings(scopeOf(context), { patch, actorId: actorOf(context) });
});
