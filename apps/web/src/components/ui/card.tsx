import type { ComponentProps } from 'react';
import { cn } from '@/components/class-names';

export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return (
    <section className={cn('rounded-2xl border bg-surface p-5 shadow-raised sm:p-6', className)} {...rest} />
  );
}
