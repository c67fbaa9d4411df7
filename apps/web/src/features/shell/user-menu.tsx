'use client';

import { ChevronsUpDown, UserRound } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { type ComponentProps, useRef, useState } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { toastError } from '@/components/ui/toasts';
import { usePressedEarly } from '@/components/use-pressed-early';

const load = () => import('./user-menu-popup').then((module) => module.UserMenuPopup);
const UserMenuPopup = dynamic(load, { ssr: false });
/** Where it fails, whoever presses the button is told. */
const prepare = () => void load().catch(() => {});

interface UserMenuProps {
  organizationName: string;
  userName: string;
  isCompact?: boolean;
}

/** Language, appearance, one's account, sign-out. What draws the menu is fetched when somebody turns to it. */
export function UserMenu(props: UserMenuProps) {
  const [isWanted, setIsWanted] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const open = () => void load().then(() => setIsWanted(true), toastError);
  const mark = usePressedEarly(button, open);
  if (isWanted) {
    return (
      <UserMenuPopup align={props.isCompact ? 'end' : 'start'} trigger={<UserMenuButton {...props} />} />
    );
  }
  return (
    <UserMenuButton
      {...props}
      {...mark}
      ref={button}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={open}
    />
  );
}

function UserMenuButton({
  organizationName,
  userName,
  isCompact = false,
  ...button
}: UserMenuProps & ComponentProps<'button'>) {
  const t = useTranslations('shell');
  if (isCompact) {
    return (
      <button
        type="button"
        className="grid h-14 w-full place-content-center justify-items-center gap-0.5 text-[0.6875rem] font-medium text-muted-foreground max-[359px]:text-[0.5625rem]"
        {...button}
      >
        <UserRound aria-hidden className="size-5" />
        {t('short.you')}
      </button>
    );
  }
  return (
    <button
      type="button"
      className="flex w-full items-center gap-3 rounded-xl p-2 text-left transition-colors hover:bg-muted"
      {...button}
    >
      <span className="sr-only">{t('yourMenu')}</span>
      <Avatar name={userName || organizationName} className="size-9" />
      <span className="grid min-w-0 grow leading-tight">
        <span className="truncate text-sm font-medium">{userName}</span>
        <span className="truncate text-xs text-muted-foreground">{organizationName}</span>
      </span>
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
    </button>
  );
}
