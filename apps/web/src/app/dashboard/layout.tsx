import { type ReactNode, Suspense } from 'react';
import { Attention } from '@/features/attention/attention';
import { UnsentKeeper } from '@/features/conversation/sending/unsent-keeper';
import { Shell } from '@/features/shell/shell';
import { RealtimeProvider } from '@/realtime/realtime-provider';

export default function DashboardLayout({ children }: { children: ReactNode }) {
  return (
    <RealtimeProvider>
      <Shell>{children}</Shell>
      <UnsentKeeper />
      <Suspense>
        <Attention />
      </Suspense>
    </RealtimeProvider>
  );
}
