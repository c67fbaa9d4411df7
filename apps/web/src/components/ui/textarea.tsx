import type { ComponentProps } from 'react';
import { cn } from '@/components/class-names';
import { fieldStyle } from './input';

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea dir="auto" className={cn(fieldStyle, 'min-h-20 resize-y px-3 py-2', className)} {...rest} />
  );
}
