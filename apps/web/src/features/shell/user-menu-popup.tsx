'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import type { ReactElement } from 'react';
import { apiClient } from '@/api/client';
import { holdRequests } from '@/api/held';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { type Locale, locales } from '@/i18n/locales';
import { rememberLocale } from '@/i18n/set-locale';
import { signOut } from '@/session/auth-requests';
import { leaving } from '@/session/leaving';
import { NoticeChoice } from './notice-choice';

interface UserMenuPopupProps {
  trigger: ReactElement<Record<string, unknown>>;
  align: 'start' | 'end';
}

/** Open as soon as it is there. */
export function UserMenuPopup({ trigger, align }: UserMenuPopupProps) {
  const t = useTranslations('shell');
  const router = useRouter();
  const queryClient = useQueryClient();
  const leave = useMutation({
    mutationFn: async () => {
      // What the page still asks for would be refused, and a refusal leads to the sign-in and from there back here.
      const release = holdRequests();
      await queryClient.cancelQueries();
      try {
        await signOut();
      } catch (error) {
        release();
        void queryClient.invalidateQueries();
        throw error;
      }
    },
    onSuccess: () => {
      leaving.tell();
      // With the page goes all that it knows, and its line to the server.
      window.location.replace('/sign-in');
    },
  });
  return (
    <Menu isOpenAtFirst side="top" align={align} trigger={trigger}>
      <LanguageChoice />
      <MenuSeparator />
      <ThemeChoice />
      <MenuSeparator />
      <NoticeChoice />
      <MenuItem onClick={() => router.push('/dashboard/settings/account')}>
        <UserRound aria-hidden />
        {t('account')}
      </MenuItem>
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
