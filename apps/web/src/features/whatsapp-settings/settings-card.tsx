'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import { NotLoaded } from '@/components/not-loaded';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import type { Owner } from '@/session/owner';
import { SettingsForm } from './settings-form';

interface SettingsCardProps {
  owner: Owner;
  isAdmin: boolean;
}

export function SettingsCard({ owner, isAdmin }: SettingsCardProps) {
  const { organizationId } = owner;
  const query = useQuery(api.whatsapp.getSettings.queryOptions({ input: { organizationId } }));
  const settings = query.data;
  if (!settings) {
    return (
      <NotLoaded query={query}>
        <Skeleton className="h-96 rounded-2xl" />
      </NotLoaded>
    );
  }
  return (
    <Card>
      <SettingsForm owner={owner} settings={settings} isAdmin={isAdmin} />
    </Card>
  );
}
