import * as z from 'zod';
import { organizationId } from '../ids.ts';
import { agentSettings, agentSettingsPatch } from '../settings/index.ts';
import { route } from './access.ts';

const byOrganization = z.strictObject({ organizationId });

export const agentsContract = {
  getSettings: route('AGENT')
    .route({
      method: 'GET',
      path: '/agents/settings/{organizationId}',
      tags: ['agents'],
      summary: 'Who answers customers by itself, and what it says',
    })
    .input(byOrganization)
    .output(agentSettings),
  updateSettings: route('ADMIN')
    .route({
      method: 'PUT',
      path: '/agents/settings/{organizationId}',
      tags: ['agents'],
      summary: 'Switch automatic replies on or off, or change what they say; what is left out stays as it is',
    })
    .input(
      byOrganization.extend({
        ...agentSettingsPatch.shape,
        answersFrom: agentSettingsPatch.shape.answers.describe(
          'The answers that the change began from: 409 where others stand there by now; without it they are replaced',
        ),
      }),
    )
    .output(agentSettings),
};
