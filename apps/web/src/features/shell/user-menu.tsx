'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ChevronsUpDown, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { apiClient } from '@/api/client';
import { Avatar } from '@/components/ui/avatar';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { type Locale, locales } from '@/i18n/locales';
import { rememberLocale } from '@/i18n/set-locale';
import { signOut } from '@/session/auth-requests';

interface UserMenuProps {
  organizationName: string;
  userName: string;
  isCompact?: boolean;
}

export function UserMenu({ organizationName, userName, isCompact = false }: UserMenuProps) {
  const t = useTranslations('shell');
  const router = useRouter();
  const queryClient = useQueryClient();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      queryClient.clear();
      router.replace('/sign-in');
    },
  });
  const trigger = isCompact ? (
    <button
      type="button"
      className="grid h-14 w-full place-content-center justify-items-center gap-0.5 text-[0.6875rem] font-medium text-muted-foreground"
    >
      <UserRound aria-hidden className="size-5" />
      {t('short.you')}
    </button>
  ) : (
    <button
      type="button"
      className="flex w-full items-center gap-3 rounded-xl p-2 text-left transition-colors hover:bg-muted"
    >
      <Avatar name={userName || organizationName} className="size-9" />
      <span className="grid min-w-0 grow leading-tight">
        <span className="truncate text-sm font-medium">{userName}</span>
        <span className="truncate text-xs text-muted-foreground">{organizationName}</span>
      </span>
      <ChevronsUpDown aria-hidden className="size-4 text-muted-foreground" />
    </button>
  );
  return (
    <Menu side="top" align={isCompact ? 'end' : 'start'} trigger={trigger}>
      <LanguageChoice />
      <MenuSeparator />
      <ThemeChoice />
      <MenuSeparator />
      <MenuItem onClick={() => leave.mutate()}>
        <LogOut aria-hidden />
        {t('signOut')}
      </MenuItem>
    </Menu>
  );
}

function LanguageChoice() {
  const t = useTranslations('common');
  const router = useRouter();
  const change = (locale: Locale) => {
    rememberLocale(locale);
    // Kept with the account as well, so that messages from the server speak the same language.
    void apiClient.account.updateMe({ locale }).catch(() => {});
    router.refresh();
  };
  return (
    <MenuChoice
      label={t('language')}
      value={useLocale()}
      options={locales.map((value) => ({ value, label: t(`languageName.${value}`) }))}
      onChange={change}
    />
  );
}

const themes = [
  { value: 'light', Icon: Sun },
  { value: 'dark', Icon: Moon },
  { value: 'system', Icon: Monitor },
] as const;

function ThemeChoice() {
  const t = useTranslations('shell');
  const { theme, setTheme } = useTheme();
  const value = themes.find((known) => known.value === theme)?.value ?? 'system';
  return (
    <MenuChoice
      label={t('theme.label')}
      value={value}
      options={themes.map(({ value: name, Icon }) => ({
        value: name,
        label: t(`theme.${name}`),
        icon: <Icon aria-hidden />,
      }))}
      onChange={setTheme}
    />
  );
}
