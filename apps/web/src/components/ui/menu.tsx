'use client';

import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ComponentProps, ReactElement, ReactNode } from 'react';
import { cn } from '@/components/class-names';

const itemStyle =
  'flex w-full cursor-default select-none items-center gap-2.5 rounded-lg px-2.5 py-2 text-sm outline-none pointer-coarse:min-h-10 data-disabled:opacity-50 data-highlighted:bg-muted [&_svg]:size-4 [&_svg]:text-muted-foreground';

interface MenuProps {
  trigger: ReactElement<Record<string, unknown>>;
  children: ReactNode;
  side?: 'top' | 'bottom' | 'left' | 'right';
  align?: 'start' | 'center' | 'end';
  isOpenAtFirst?: boolean;
}

export function Menu({
  trigger,
  children,
  side = 'bottom',
  align = 'end',
  isOpenAtFirst = false,
}: MenuProps) {
  return (
    <Base.Root defaultOpen={isOpenAtFirst}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} className="z-50">
          <Base.Popup className="max-h-(--available-height) min-w-52 origin-(--transform-origin) rounded-xl border bg-surface p-1.5 overflow-y-auto shadow-float outline-none transition-[opacity,scale] data-ending-style:scale-97 data-ending-style:opacity-0 data-starting-style:scale-97 data-starting-style:opacity-0">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function MenuItem({
  className,
  ...rest
}: Omit<ComponentProps<typeof Base.Item>, 'className'> & { className?: string }) {
  return <Base.Item className={cn(itemStyle, className)} {...rest} />;
}

export const MenuSeparator = () => <Base.Separator className="my-1.5 h-px bg-border" />;

interface CheckProps {
  icon: ReactNode;
  isChecked: boolean;
  isDisabled: boolean;
  onChange(isChecked: boolean): void;
  children: ReactNode;
}

/** Something that is on or off, with a mark while it is on. */
export function MenuCheck({ icon, isChecked, isDisabled, onChange, children }: CheckProps) {
  return (
    <Base.CheckboxItem
      checked={isChecked}
      disabled={isDisabled}
      onCheckedChange={(isOn) => onChange(isOn)}
      className={itemStyle}
    >
      {icon}
      <span className="grow">{children}</span>
      <Base.CheckboxItemIndicator>
        <Check aria-hidden />
      </Base.CheckboxItemIndicator>
    </Base.CheckboxItem>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  onChange(value: Value): void;
}

/** One of several, with a mark at the one that is chosen. */
export function MenuChoice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2.5 pb-1 pt-1.5 text-xs font-medium text-muted-foreground">
        {label}
      </Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(chosen: Value) => onChange(chosen)}>
        {options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} className={itemStyle}>
            {option.icon}
            <span className="grow">{option.label}</span>
            <Base.RadioItemIndicator>
              <Check aria-hidden />
            </Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}
