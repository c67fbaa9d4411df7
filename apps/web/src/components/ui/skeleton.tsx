import type { ComponentProps } from 'react';
import { cn } from '@/components/class-names';

export function Skeleton({ className, ...rest }: ComponentProps<'div'>) {
  return <div aria-hidden className={cn('animate-pulse rounded-md bg-muted', className)} {...rest} />;
}
