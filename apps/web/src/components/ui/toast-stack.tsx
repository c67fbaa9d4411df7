'use client';

import { useTheme } from 'next-themes';
import { useEffect } from 'react';
import { Toaster as Sonner, toast } from 'sonner';
import { toasts } from './toasts';

export function ToastStack() {
  const { resolvedTheme } = useTheme();
  useEffect(() => {
    const show = () => {
      for (const message of toasts.take()) toast.error(message);
    };
    show();
    return toasts.subscribe(show);
  }, []);
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="top-center"
      toastOptions={{
        className: '!rounded-xl !border-border !bg-surface !text-foreground !shadow-float !font-sans',
      }}
    />
  );
}
