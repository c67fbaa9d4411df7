'use client';

import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { CopyText } from '@/components/copy-text';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { useFocusOnShow } from '@/components/use-focus-on-show';
import type { MadeKey } from './new-key';

/** The new key, this once, and how to use it; it goes when it is said to be kept. */
export function ShownKey({ made, onDone }: { made: MadeKey; onDone(): void }) {
  const t = useTranslations('keys.shown');
  const heading = useFocusOnShow<HTMLHeadingElement>();
  const example = `curl -H "X-Api-Key: ${made.key}" "${window.location.origin}/api/clients?limit=10"`;
  return (
    <Card className="grid grid-cols-[minmax(0,1fr)] gap-5 border-primary">
      <div className="flex items-start gap-4">
        <KeyRound aria-hidden className="mt-0.5 size-6 shrink-0 text-primary" />
        <div className="grid min-w-0 gap-1">
          <h2 ref={heading} tabIndex={-1} className="wrap-anywhere font-semibold focus:outline-none">
            {t('title', { name: made.name })}
          </h2>
          <p className="text-muted-foreground">{t('text')}</p>
        </div>
      </div>
      <CopyText label={t('key')} text={made.key} copy={t('copyKey')} />
      <CopyText label={t('example')} text={example} copy={t('copyExample')} />
      <div className="flex flex-wrap items-center justify-between gap-4">
        <a
          href="/docs"
          target="_blank"
          rel="noreferrer"
          className="tap-area rounded text-sm font-medium text-primary underline-offset-4 hover:underline"
        >
          {t('docs')}
        </a>
        <Button variant="secondary" onClick={onDone}>
          {t('done')}
        </Button>
      </div>
    </Card>
  );
}
