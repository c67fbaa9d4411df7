'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import { useMe } from './use-me';

/** Who answers the organisation's customers by itself; undefined while that is not known. */
export function useAgentSettings() {
  const { data: me } = useMe();
  const organizationId = me?.organizationId ?? '';
  return useQuery(
    api.agents.getSettings.queryOptions({ input: { organizationId }, enabled: organizationId !== '' }),
  );
}
