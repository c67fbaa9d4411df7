import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Brand } from '@/components/brand';
import { LanguageSwitch } from '@/components/language-switch';

interface AuthPageProps {
  title: string;
  text: string | null;
  children: ReactNode;
}

/** The frame of the pages before the sign-in. */
export function AuthPage({ title, text, children }: AuthPageProps) {
  const t = useTranslations('auth');
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <main className="flex flex-col px-6 py-6 sm:px-10">
        <div className="flex items-center justify-between">
          <Brand />
          <LanguageSwitch />
        </div>
        <div className="mx-auto grid w-full max-w-sm grow content-center gap-7 py-10">
          <header className="grid gap-1.5">
            <h1 className="wrap-anywhere text-2xl font-semibold tracking-tight">{title}</h1>
            {text ? <p className="wrap-anywhere text-muted-foreground">{text}</p> : null}
          </header>
          {children}
        </div>
      </main>
      <aside
        aria-hidden
        className="relative hidden overflow-hidden bg-[oklch(0.36_0.07_188)] text-white lg:grid lg:content-center lg:px-16"
      >
        <div className="absolute -right-32 -top-32 size-96 rounded-full bg-[oklch(0.5_0.1_180)] opacity-40 blur-3xl" />
        <div className="absolute -bottom-40 -left-20 size-[28rem] rounded-full bg-[oklch(0.55_0.11_150)] opacity-30 blur-3xl" />
        <div className="relative grid max-w-md gap-4">
          <Bubble side="in">{t('scene.question')}</Bubble>
          <Bubble side="out">{t('scene.answer')}</Bubble>
          <Bubble side="in">{t('scene.thanks')}</Bubble>
          <p className="mt-8 text-balance text-3xl font-semibold leading-tight tracking-tight">
            {t('scene.claim')}
          </p>
          <p className="max-w-sm text-white/80">{t('scene.text')}</p>
        </div>
      </aside>
    </div>
  );
}

function Bubble({ side, children }: { side: 'in' | 'out'; children: ReactNode }) {
  const look =
    side === 'in'
      ? 'justify-self-start rounded-bl-md bg-white/12'
      : 'justify-self-end rounded-br-md bg-white/90 text-[oklch(0.3_0.05_190)]';
  return <p className={`max-w-[80%] rounded-2xl px-4 py-2.5 text-[0.9375rem] ${look}`}>{children}</p>;
}
