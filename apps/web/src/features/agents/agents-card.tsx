'use client';

import { Bot } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LinkCard } from '@/components/link-card';
import { Badge } from '@/components/ui/badge';
import { useAgentSettings } from '@/session/use-agent-settings';

/** The way to the agents' settings, and whether one is on. */
export function AgentsCard() {
  const t = useTranslations('agents');
  const { data: settings } = useAgentSettings();
  return (
    <LinkCard
      href="/dashboard/settings/agents"
      icon={<Bot />}
      title={t('title')}
      text={t('card')}
      badge={
        settings ? (
          <Badge tone={settings.agentType ? 'accent' : 'neutral'}>
            {settings.agentType ? t('on') : t('off')}
          </Badge>
        ) : null
      }
    />
  );
}
