import { listMembers } from '@soul-kg-crm/domain';
import { os } from '../os.ts';
import { scopeOf } from '../request-context.ts';
import { presentMember } from './present-member.ts';

/** GET /members; an organisation has few, so there is one page. */
export const listMembersRoute = os.members.list.handler(async ({ context }) => {
  const members = await listMembers(scopeOf(context));
  return { items: members.map(presentMember), nextCursor: null };
});
