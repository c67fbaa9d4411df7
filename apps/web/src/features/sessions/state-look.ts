import type { ChannelSessionModel } from '@soul-kg-crm/shared/contract';
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  Hourglass,
  LoaderCircle,
  QrCode,
  WifiOff,
} from 'lucide-react';

/** A session as the dashboard shows it: ids are plain text there. */
export type Session = Omit<ChannelSessionModel, 'channelId' | 'company' | 'pairingPhone'> & {
  channelId: string;
  pairingPhone: string | null;
  company: { id: string; name: string };
};

/** What a person is told of a number: its status, and what stands in the way. */
export function shownState(session: Pick<Session, 'status' | 'desiredState' | 'reason' | 'isOnline'>) {
  const { status, desiredState, reason, isOnline } = session;
  if (desiredState === 'LOGGED_OUT') return 'LOGGING_OUT';
  if (reason?.code === 'NO_WORKER') return 'NO_WORKER';
  if (status === 'CONNECTED' && !isOnline) return 'OFFLINE';
  if (status === 'DISCONNECTED' && reason?.code === 'LOGGED_OUT') return 'UNLINKED';
  return status;
}

export type ShownState = ReturnType<typeof shownState>;

const calm = 'bg-muted text-muted-foreground';
const good = 'bg-accent text-accent-foreground';
const warning = 'bg-warning text-warning-foreground';

export const stateLooks = {
  DISCONNECTED: { Icon: CircleDashed, tone: calm },
  UNLINKED: { Icon: CircleDashed, tone: calm },
  LOGGING_OUT: { Icon: LoaderCircle, tone: `${calm} [&_svg]:animate-spin` },
  CONNECTING: { Icon: LoaderCircle, tone: `${good} [&_svg]:animate-spin` },
  QR_CODE_PENDING: { Icon: QrCode, tone: good },
  CONNECTED: { Icon: CircleCheck, tone: good },
  OFFLINE: { Icon: WifiOff, tone: warning },
  NO_WORKER: { Icon: Hourglass, tone: warning },
  ERROR: { Icon: CircleAlert, tone: 'bg-destructive/10 text-destructive' },
} as const satisfies Record<ShownState, unknown>;
