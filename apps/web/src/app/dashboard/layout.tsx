import type { ReactNode } from 'react';
import { Shell } from '@/features/shell/shell';
import { RealtimeProvider } from '@/realtime/realtime-provider';

export default function DashboardLayout({ children }: { children: ReactNode }) {
  return (
    <RealtimeProvider>
      <Shell>{children}</Shell>
    </RealtimeProvider>
  );
}
