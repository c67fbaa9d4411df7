import {
  History,
  Inbox,
  KeyRound,
  LayoutDashboard,
  ListOrdered,
  type LucideIcon,
  Megaphone,
  MessageCircle,
  Users,
  UsersRound,
} from 'lucide-react';

const WHATSAPP = '/dashboard/settings/whatsapp';

export interface Destination {
  href: string;
  /** Key in the messages of the shell. */
  name: 'overview' | 'inbox' | 'clients' | 'broadcasts' | 'whatsapp';
  Icon: LucideIcon;
}

/** Where administrators can go besides; on a phone the way there is the WhatsApp page, since its bar is full. */
export const adminDestinations = [
  { href: '/dashboard/settings/queues', name: 'queues', Icon: ListOrdered },
  { href: '/dashboard/settings/team', name: 'team', Icon: UsersRound },
  { href: '/dashboard/settings/api-keys', name: 'apiKeys', Icon: KeyRound },
  { href: '/dashboard/settings/activity', name: 'activity', Icon: History },
] as const;

/** Where one can go, in the order of use. */
export const destinations: readonly Destination[] = [
  { href: '/dashboard', name: 'overview', Icon: LayoutDashboard },
  { href: '/dashboard/inbox', name: 'inbox', Icon: Inbox },
  { href: '/dashboard/clients', name: 'clients', Icon: Users },
  { href: '/dashboard/broadcasts', name: 'broadcasts', Icon: Megaphone },
  { href: WHATSAPP, name: 'whatsapp', Icon: MessageCircle },
];

/** Where one gets on a phone by the WhatsApp page alone: the bar marks it there. */
export const isBehindWhatsApp = (pathname: string): boolean =>
  adminDestinations.some(({ href }) => isAt(pathname, href));

/** The overview only at its own address, the others also for what lies below them, as the numbers' automatic replies do. */
export function isAt(pathname: string, href: string): boolean {
  if (href === '/dashboard' || pathname === href) return pathname === href;
  return pathname.startsWith(`${href}/`) || (href === WHATSAPP && pathname === '/dashboard/settings/agents');
}
