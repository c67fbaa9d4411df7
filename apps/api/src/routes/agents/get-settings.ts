import { getAgentSettings } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';

/** GET /agents/settings/{organizationId} */
export const getAgentSettingsRoute = os.agents.getSettings.handler(({ context }) =>
  getAgentSettings(scopeOf(context)),
);
