'use client';

import { Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { CopyText } from '@/components/copy-text';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { useFocusOnShow } from '@/components/use-focus-on-show';
import { useMoments } from '@/i18n/use-moments';

/** An invitation, or a link for a new password, that has just been made; nothing but this page ever holds it. */
export interface MadeLink {
  id: string;
  email: string;
  expiresAt: string;
  link: string;
}

/** The new link, this once; it goes when it is said to be sent. */
export function ShownLink({ made, onDone }: { made: MadeLink; onDone(): void }) {
  const t = useTranslations('team.link');
  const { whole } = useMoments();
  const heading = useFocusOnShow<HTMLHeadingElement>();
  return (
    <Card className="grid grid-cols-[minmax(0,1fr)] gap-5 border-primary">
      <div className="flex items-start gap-4">
        <Link2 aria-hidden className="mt-0.5 size-6 shrink-0 text-primary" />
        <div className="grid min-w-0 gap-1">
          <h2 ref={heading} tabIndex={-1} className="wrap-anywhere font-semibold focus:outline-none">
            {t('title', { email: made.email })}
          </h2>
          <p className="text-muted-foreground">{t('text', { date: whole(made.expiresAt) })}</p>
        </div>
      </div>
      <CopyText label={t('label')} text={made.link} copy={t('copy')} />
      <Button variant="secondary" className="justify-self-end" onClick={onDone}>
        {t('done')}
      </Button>
    </Card>
  );
}
