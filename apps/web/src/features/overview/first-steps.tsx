'use client';

import type { OverviewModel } from '@soul-kg-crm/shared/contract';
import { Check } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/class-names';
import { buttonStyle } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { useInstance, useIsAdmin } from '@/session/use-me';

interface Step {
  title: string;
  text: string;
  /** Null where somebody else has to do it. */
  action: string | null;
  href: string;
  isDone: boolean;
}

/** What to do next, one thing after the other, until the first customer has an answer. */
export function FirstSteps({ overview }: { overview: OverviewModel }) {
  const t = useTranslations('overview.steps');
  const steps = useSteps(overview);
  const current = steps.findIndex(({ isDone }) => !isDone);
  return (
    <Card className="grid gap-1">
      <h2 className="mb-2 text-lg font-semibold">{t('title')}</h2>
      <ol className="grid divide-y">
        {steps.map((step, index) => (
          <li
            key={step.title}
            className="flex flex-wrap items-center gap-x-4 gap-y-3 py-4 first:pt-2 last:pb-0"
          >
            <span
              className={`grid size-8 shrink-0 place-content-center rounded-full text-sm font-semibold ${
                step.isDone ? 'bg-primary text-primary-foreground' : 'bg-muted text-muted-foreground'
              }`}
            >
              {step.isDone ? (
                <>
                  <Check aria-hidden className="size-4" />
                  <span className="sr-only">{t('done')}</span>
                </>
              ) : (
                index + 1
              )}
            </span>
            <div className="grid min-w-48 flex-1 gap-0.5">
              <p className="font-medium">{step.title}</p>
              <p className="text-sm text-muted-foreground">{step.text}</p>
            </div>
            {step.isDone ? null : (
              <StepLink step={step} variant={index === current ? 'primary' : 'secondary'} />
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function StepLink({ step, variant }: { step: Step; variant: 'primary' | 'secondary' }) {
  if (step.action === null) return null;
  // On a phone it stands below, under its text.
  const className = cn(buttonStyle({ variant, size: 'sm' }), 'max-sm:ml-12');
  if (step.href.startsWith('/')) {
    return (
      <Link href={step.href} className={className}>
        {step.action}
      </Link>
    );
  }
  return (
    <a href={step.href} target="_blank" rel="noreferrer" className={className}>
      {step.action}
    </a>
  );
}

function useSteps(overview: OverviewModel): Step[] {
  const t = useTranslations('overview.steps');
  const { data: instance } = useInstance();
  const isAdmin = useIsAdmin();
  return [
    {
      title: t('connect.title'),
      text: isAdmin ? t('connect.text') : t('connect.agentText'),
      action: isAdmin ? t('connect.action') : null,
      href: '/dashboard/settings/whatsapp',
      isDone: overview.whatsappStatus === 'CONNECTED',
    },
    {
      title: t('receive.title'),
      text: instance?.isSandbox ? t('receive.sandboxText') : t('receive.text'),
      action: instance?.sandboxUrl ? t('receive.action') : t('answer.action'),
      href: instance?.sandboxUrl ?? '/dashboard/inbox',
      isDone: overview.hasReceived,
    },
    {
      title: t('answer.title'),
      text: t('answer.text'),
      action: t('answer.action'),
      href: '/dashboard/inbox',
      isDone: overview.hasReceived && overview.hasSent,
    },
  ];
}
