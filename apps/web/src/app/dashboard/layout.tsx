import { type ReactNode, Suspense } from 'react';
import { Attention } from '@/features/attention/attention';
import { ChangesKeeper } from '@/features/clients/changes-keeper';
import { UnsentKeeper } from '@/features/conversation/sending/unsent-keeper';
import { LostNumbers } from '@/features/sessions/lost-numbers';
import { Shell } from '@/features/shell/shell';
import { RealtimeProvider } from '@/realtime/realtime-provider';
import { OneAccount } from '@/session/one-account';

export default function DashboardLayout({ children }: { children: ReactNode }) {
  return (
    <OneAccount>
      <RealtimeProvider>
        <Shell notices={<LostNumbers />}>{children}</Shell>
        <UnsentKeeper />
        <ChangesKeeper />
        <Suspense>
          <Attention />
        </Suspense>
      </RealtimeProvider>
    </OneAccount>
  );
}
