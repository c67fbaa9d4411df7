'use client';

import { Bell, BellOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { MenuCheck, MenuSeparator } from '@/components/ui/menu';
import { desktopNotices } from '@/session/desktop-notices';

/** Whether the computer tells of new messages while the page is out of sight; not there where it cannot. */
export function NoticeChoice() {
  const t = useTranslations('shell.notify');
  const state = useSyncExternalStore(desktopNotices.subscribe, desktopNotices.state, () => 'missing');
  if (state === 'missing') return null;
  const isBlocked = state === 'blocked';
  return (
    <>
      <MenuCheck
        icon={isBlocked ? <BellOff aria-hidden /> : <Bell aria-hidden />}
        isChecked={state === 'on'}
        isDisabled={isBlocked}
        onChange={(isOn) => (isOn ? void desktopNotices.turnOn() : desktopNotices.turnOff())}
      >
        {t(isBlocked ? 'blocked' : 'label')}
      </MenuCheck>
      <MenuSeparator />
    </>
  );
}
