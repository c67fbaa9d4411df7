'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import { SettingsForm } from './settings-form';

export function SettingsCard({ organizationId, isAdmin }: { organizationId: string; isAdmin: boolean }) {
  const { data: settings } = useQuery(api.whatsapp.getSettings.queryOptions({ input: { organizationId } }));
  if (!settings) return <Skeleton className="h-96 rounded-2xl" />;
  return (
    <Card>
      <SettingsForm organizationId={organizationId} settings={settings} isAdmin={isAdmin} />
    </Card>
  );
}
