import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ActivityCard } from '@/features/activity/activity-card';
import { AgentsCard } from '@/features/agents/agents-card';
import { ApiKeysCard } from '@/features/api-keys/api-keys-card';
import { SessionList } from '@/features/sessions/session-list';
import { TeamCard } from '@/features/team/team-card';
import { WhatsAppSettings } from '@/features/whatsapp-settings/whatsapp-settings';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('whatsapp');
  return { title: t('title') };
}

export default function Page() {
  return (
    <WhatsAppSettings
      numbers={<SessionList />}
      agents={<AgentsCard />}
      team={<TeamCard />}
      apiKeys={<ApiKeysCard />}
      activity={<ActivityCard />}
    />
  );
}
