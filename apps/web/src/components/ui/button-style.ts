import { cva } from 'class-variance-authority';

/** Looks of everything that is pressed; under a finger nothing is smaller than a finger's tip. */
export const buttonStyle = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-lg font-medium transition-[background-color,border-color,color,transform,opacity] duration-150 select-none active:translate-y-px pointer-coarse:min-h-10 disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50 [&_svg]:pointer-events-none [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-primary text-primary-foreground shadow-xs hover:bg-primary-hover',
        secondary: 'border border-input bg-surface text-foreground shadow-xs hover:bg-muted',
        ghost: 'text-foreground hover:bg-muted',
        destructive: 'bg-destructive text-destructive-foreground shadow-xs hover:opacity-90',
        link: 'text-primary underline-offset-4 hover:underline',
      },
      size: {
        sm: 'h-8 px-3 text-sm',
        md: 'h-10 px-4 text-[0.9375rem]',
        lg: 'h-11 px-5',
        icon: 'size-10',
        'icon-sm': 'size-8 pointer-coarse:min-w-10',
      },
    },
    defaultVariants: { variant: 'primary', size: 'md' },
  },
);
