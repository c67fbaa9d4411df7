import type { ComponentProps } from 'react';
import { cn } from '@/components/class-names';

export const fieldStyle =
  'w-full rounded-lg border border-input bg-surface text-foreground shadow-xs transition-[border-color,box-shadow] placeholder:text-muted-foreground focus-visible:border-ring focus-visible:outline-none focus-visible:ring-3 focus-visible:ring-ring/25 disabled:opacity-60 aria-invalid:border-destructive aria-invalid:ring-destructive/20';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={cn(fieldStyle, 'h-10 px-3', className)} {...rest} />;
}
