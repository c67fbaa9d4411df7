'use client';

import { Bot, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { useAgentSettings } from '@/session/use-agent-settings';

/** The way to the agents' settings, and whether one is on. */
export function AgentsCard() {
  const t = useTranslations('agents');
  const { data: settings } = useAgentSettings();
  return (
    <Card className="relative flex items-center gap-4 transition-colors hover:bg-muted/50">
      <Bot aria-hidden className="size-5 shrink-0 text-muted-foreground" />
      <div className="grid min-w-0 flex-1 gap-1">
        <h2 className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <Link href="/dashboard/settings/agents" className="after:absolute after:inset-0 after:rounded-2xl">
            {t('title')}
          </Link>
          {settings ? (
            <Badge tone={settings.agentType ? 'accent' : 'neutral'}>
              {settings.agentType ? t('on') : t('off')}
            </Badge>
          ) : null}
        </h2>
        <p className="text-sm text-muted-foreground">{t('card')}</p>
      </div>
      <ChevronRight aria-hidden className="size-5 shrink-0 text-muted-foreground" />
    </Card>
  );
}
