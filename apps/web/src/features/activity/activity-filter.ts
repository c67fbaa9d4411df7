import { activityGroup } from '@soul-kg-crm/shared/activity';
import { userId } from '@soul-kg-crm/shared/ids';
import * as z from 'zod';

const parts = {
  person: userId,
  kind: activityGroup,
  /** Days on the clock of whoever looks, `2026-11-21`; both count. */
  from: z.iso.date(),
  to: z.iso.date(),
};

/** What of the log is shown; stands in the address, so that a reload, a link and the way back keep it. */
export type ActivityFilter = { [Name in keyof typeof parts]: z.infer<(typeof parts)[Name]> | undefined };

/** The filter that an address names; what it does not know is not asked for. */
export function filterOf(params: Pick<URLSearchParams, 'get'>): ActivityFilter {
  return {
    person: parts.person.safeParse(params.get('person')).data,
    kind: parts.kind.safeParse(params.get('kind')).data,
    from: parts.from.safeParse(params.get('from')).data,
    to: parts.to.safeParse(params.get('to')).data,
  };
}

/** The filter as the API takes it. */
export function queryOf({ person, kind, from, to }: ActivityFilter) {
  return {
    ...(person && { actorId: person }),
    ...(kind && { group: kind }),
    ...(from && { from: midnightOf(from, 0) }),
    ...(to && { to: midnightOf(to, 1) }),
  };
}

function midnightOf(day: string, daysLater: number): string {
  const midnight = new Date(`${day}T00:00`);
  midnight.setDate(midnight.getDate() + daysLater);
  return midnight.toISOString();
}
