'use client';

import { Button as BaseButton } from '@base-ui/react/button';
import type { VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from '@/components/class-names';
import { buttonStyle } from './button-style';

type ButtonProps = Omit<ComponentProps<typeof BaseButton>, 'className'> &
  VariantProps<typeof buttonStyle> & { className?: string };

export function Button({ variant, size, className, ...rest }: ButtonProps) {
  return <BaseButton className={cn(buttonStyle({ variant, size }), className)} {...rest} />;
}
