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
  { href: '/dashboard/settings/whatsapp', name: 'whatsapp', Icon: MessageCircle },
];

/** The overview only at its own address, the others also for what lies below them. */
export function isAt(pathname: string, href: string): boolean {
  return href === '/dashboard' ? pathname === href : pathname === href || pathname.startsWith(`${href}/`);
}
