'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import { NotLoaded } from '@/components/not-loaded';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import { SettingsForm } from './settings-form';

interface SettingsCardProps {
  organizationId: string;
  userId: string;
  isAdmin: boolean;
}

export function SettingsCard({ organizationId, userId, isAdmin }: SettingsCardProps) {
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
      <SettingsForm organizationId={organizationId} userId={userId} settings={settings} isAdmin={isAdmin} />
    </Card>
  );
}
