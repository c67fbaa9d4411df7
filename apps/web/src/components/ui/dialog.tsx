'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactElement, ReactNode } from 'react';
import { cn } from '@/components/class-names';
import { buttonStyle } from './button-style';

interface DialogProps {
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  trigger?: ReactElement<Record<string, unknown>>;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the last one being the main one. */
  actions?: ReactNode;
  className?: string;
  /** Where one goes on once it is closed; without it, where one was before. */
  focusAfter?: () => HTMLElement | null;
}

export function Dialog(props: DialogProps) {
  const t = useTranslations('common');
  const { isOpen, onOpenChange, trigger, title, description, children, actions, className, focusAfter } =
    props;
  return (
    <Base.Root
      {...(isOpen !== undefined && { open: isOpen })}
      {...(onOpenChange && { onOpenChange: (open: boolean) => onOpenChange(open) })}
    >
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/35 backdrop-blur-[2px] transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0 dark:bg-black/60" />
        <Base.Popup
          {...(focusAfter && { finalFocus: focusAfter })}
          className={cn(
            'fixed left-1/2 top-1/2 z-50 grid max-h-[90dvh] w-[min(28rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 gap-4 overflow-auto rounded-2xl border bg-surface p-6 shadow-float transition-[opacity,scale] data-ending-style:scale-97 data-ending-style:opacity-0 data-starting-style:scale-97 data-starting-style:opacity-0',
            className,
          )}
        >
          <header className="grid gap-1.5 pr-8">
            <Base.Title className="text-lg font-semibold leading-snug">{title}</Base.Title>
            {description ? (
              <Base.Description className="text-muted-foreground">{description}</Base.Description>
            ) : null}
          </header>
          {children}
          {actions ? <footer className="flex flex-wrap justify-end gap-2">{actions}</footer> : null}
          <Base.Close
            aria-label={t('close')}
            className={cn(buttonStyle({ variant: 'ghost', size: 'icon-sm' }), 'absolute right-4 top-4')}
          >
            <X aria-hidden />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export const DialogClose = Base.Close;
