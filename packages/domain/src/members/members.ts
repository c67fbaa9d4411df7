import type { Scope, ScopedTransaction } from '@soul-kg-crm/database';
import { type MemberRole, memberRole, type Role } from '@soul-kg-crm/shared/enums';
import { Problem } from '@soul-kg-crm/shared/problems';
import { announce } from '../realtime/announce.ts';

export interface MemberView {
  id: string;
  userId: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: Date;
}

const include = { user: { select: { name: true, email: true, platformRole: true } } } as const;

/** The people of the organisation, in the order in which they joined. */
export async function listMembers({ db }: Pick<Scope, 'db'>): Promise<MemberView[]> {
  const rows = await db.member.findMany({ include, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  return rows.map(viewOf);
}

/** One of them; NOT_FOUND where nobody is a member by that id. */
export async function getMember({ db }: Pick<Scope, 'db'>, memberId: string): Promise<MemberView> {
  const row = await db.member.findFirst({ where: { id: memberId }, include });
  if (!row) throw new Problem('NOT_FOUND');
  return viewOf(row);
}

/** Changes of who belongs to the organisation, and as what, take turns. */
export async function lockMembers(tx: ScopedTransaction): Promise<void> {
  await tx.lock('members');
}

/** Again, once it is this one's turn: whoever was one when the request came may be none by now. */
export async function requireAdmin(tx: ScopedTransaction, userId: string): Promise<void> {
  const row = await tx.db.member.findFirst({ where: { userId }, include });
  if (!row || viewOf(row).role === 'AGENT') throw new Problem('FORBIDDEN');
}

/** One who may decide everything must remain. */
export async function requireOtherAdmin(tx: ScopedTransaction, memberId: string): Promise<void> {
  const rows = await tx.db.member.findMany({ where: { id: { not: memberId } }, select: { role: true } });
  if (!rows.some(({ role }) => memberRoleOf(role) === 'ADMIN')) throw new Problem('LAST_ADMIN');
}

/** Tells the dashboards that who belongs to the organisation, or is invited to it, has changed. */
export async function announceMembers(tx: ScopedTransaction): Promise<void> {
  await announce(tx, { kind: 'members.updated', organizationId: tx.organizationId });
}

/** better-auth keeps several roles as one text, of which the highest counts. */
export function memberRoleOf(stored: string | null): MemberRole {
  return stored?.split(',').includes(memberRole.enum.ADMIN) ? 'ADMIN' : 'AGENT';
}

/** The role in an organisation; whoever owns the installation may do everything in each. */
export function roleOf(memberRole: string, platformRole: string): Role {
  return platformRole === 'SUPER_ADMIN' ? 'SUPER_ADMIN' : memberRoleOf(memberRole);
}

interface MemberRow {
  id: string;
  userId: string;
  role: string;
  createdAt: Date;
  user: { name: string; email: string; platformRole: string };
}

function viewOf({ id, userId, role, createdAt, user }: MemberRow): MemberView {
  const { name, email, platformRole } = user;
  return { id, userId, name, email, role: roleOf(role, platformRole), joinedAt: createdAt };
}
