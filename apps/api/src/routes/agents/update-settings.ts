import { updateAgentSettings } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { actorOf, scopeOf } from '../request-context.ts';

/** PUT /agents/settings/{organizationId} */
export const updateAgentSettingsRoute = os.agents.updateSettings.handler(({ context, input }) => {
  const { organizationId: _, answersFrom, ...patch } = input;
  return updateAgentSettings(scopeOf(context), { patch, answersFrom, actorId: actorOf(context) });
});
