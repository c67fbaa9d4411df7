'use client';

import { Button as BaseButton } from '@base-ui/react/button';
import type { VariantProps } from 'class-variance-authority';
import type { ComponentProps, KeyboardEvent } from 'react';
import { cn } from '@/components/class-names';
import { buttonStyle } from './button-style';

type ButtonProps = Omit<ComponentProps<typeof BaseButton>, 'className'> &
  VariantProps<typeof buttonStyle> & { className?: string };

/** While it is disabled it keeps the focus that it has: who works by keys must not lose their place when they press it. */
export function Button({ variant, size, className, ...rest }: ButtonProps) {
  return (
    <BaseButton
      focusableWhenDisabled
      className={cn(buttonStyle({ variant, size }), className)}
      render={renderButton}
      {...rest}
    />
  );
}

/** Base UI holds back every key but Tab while it is disabled; those that do not press it are other things' to heed. */
function renderButton(
  { onKeyDown, ...props }: ComponentProps<'button'>,
  { disabled }: { disabled: boolean },
) {
  const press = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (!disabled || event.key === 'Enter' || event.key === ' ') onKeyDown?.(event);
  };
  return <button {...props} onKeyDown={press} />;
}
