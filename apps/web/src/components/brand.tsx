import { useTranslations } from 'next-intl';
import { cn } from '@/components/class-names';

/** The product's sign and name. */
export function Brand({ className, isSmall = false }: { className?: string; isSmall?: boolean }) {
  const t = useTranslations('common');
  return (
    <span className={cn('flex items-center gap-2.5 font-semibold tracking-tight', className)}>
      <svg viewBox="0 0 32 32" className="size-8 shrink-0" aria-hidden="true">
        <rect width="32" height="32" rx="9" className="fill-primary" />
        <path
          d="M9 11.5A3.5 3.5 0 0 1 12.5 8h7a3.5 3.5 0 0 1 3.5 3.5v5a3.5 3.5 0 0 1-3.5 3.5H15l-4.2 3.6c-.7.6-1.8.1-1.8-.8z"
          className="fill-primary-foreground"
        />
        <circle cx="13" cy="14" r="1.4" className="fill-primary" />
        <circle cx="19" cy="14" r="1.4" className="fill-primary" />
      </svg>
      {isSmall ? null : <span>{t('product')}</span>}
    </span>
  );
}
