'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import { Steps } from './steps';

interface PairingPanelProps {
  phone: string | null;
  code: string | null;
  isAdmin: boolean;
  isPending: boolean;
  onAsk(phone: string): void;
}

/** Asks for the number of the phone, and shows the code that is to be typed there. */
export function PairingPanel({ phone, code, isAdmin, isPending, onAsk }: PairingPanelProps) {
  const t = useTranslations('sessions.linking');
  const [input, setInput] = useState(phone ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (input.trim() !== '') onAsk(input.trim());
  };
  return (
    <div className="grid gap-6 sm:grid-cols-2 sm:gap-10">
      <div className="grid content-start gap-5">
        {phone === null ? null : <PairingCode code={code} />}
        {isAdmin ? (
          <form onSubmit={submit} className="grid justify-items-start gap-3">
            <div className="w-full max-w-72">
              <Field
                label={t('phone')}
                hint={t('phoneHint')}
                type="tel"
                inputMode="tel"
                autoComplete="tel"
                value={input}
                onChange={(event) => setInput(event.target.value)}
              />
            </div>
            <Button
              type="submit"
              variant={phone === null ? 'primary' : 'secondary'}
              disabled={isPending || input.trim() === ''}
            >
              {t('ask')}
            </Button>
          </form>
        ) : null}
      </div>
      <Steps title={t('title')} steps={[t('open'), t('menu'), t('link'), t('type')]} />
    </div>
  );
}

function PairingCode({ code }: { code: string | null }) {
  const t = useTranslations('sessions.linking');
  const place = useRef<HTMLDivElement>(null);
  // It comes above the button that asked for it: on a phone that is beyond the edge of the screen.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={place} className="grid scroll-mt-20 gap-1.5">
      <p className="text-sm font-medium text-muted-foreground">{t('code')}</p>
      {code === null ? (
        <Skeleton className="h-14 w-64 rounded-xl" />
      ) : (
        <output
          aria-label={t('code')}
          className="w-fit select-all rounded-xl bg-accent px-4 py-2.5 font-mono text-3xl font-semibold tracking-[0.15em] text-accent-foreground"
        >
          {`${code.slice(0, 4)}-${code.slice(4)}`}
        </output>
      )}
    </div>
  );
}
