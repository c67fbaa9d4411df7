import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract';
import type { Access } from '@soul-kg-crm/shared/contract';
import * as z from 'zod';

export interface ContractRoute {
  /** Its place in the contract, `conversations.list`. */
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As the contract writes it: `/conversations/{conversationId}`. */
  path: string;
  access: Access;
  isStream: boolean;
  isGuarded: boolean;
  isForPeople: boolean;
  procedure: AnyContractProcedure;
}

const head = z.object({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.string().startsWith('/'),
});
const meta = z.object({
  access: z.enum(['public', 'signedIn', 'AGENT', 'ADMIN', 'SUPER_ADMIN']),
  isStream: z.boolean().default(false),
  isGuarded: z.boolean().default(false),
  isForPeople: z.boolean().default(false),
});

/** Every route of a contract, however deep it stands. */
export function contractRoutes(contract: object, parents: string[] = []): ContractRoute[] {
  return Object.entries(contract).flatMap(([key, item]: [string, unknown]) => {
    const names = [...parents, key];
    if (isContractProcedure(item)) {
      const { route, meta: given } = item['~orpc'];
      return [{ name: names.join('.'), ...head.parse(route), ...meta.parse(given), procedure: item }];
    }
    return typeof item === 'object' && item !== null ? contractRoutes(item, names) : [];
  });
}
