import { updateWhatsAppSettings } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';

/** PUT /whatsapp/settings/{organizationId} */
export const updateSettings = os.whatsapp.updateSettings.handler(({ context, input }) => {
  // Settings are the organisation's, whichever of its numbers is named.
  const { organizationId: _, channelId: _number, ...patch } = input;
  return updateWhatsAppSettings(scopeOf(context), { patch, actorId: actorOf(context) });
});
