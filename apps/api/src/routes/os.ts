import { implement } from '@orpc/server';
import { contract } from '@soul-kg-crm/shared/contract';
import { Problem } from '@soul-kg-crm/shared/problems';
import * as z from 'zod';
import { requireStorableText } from '../http/storable-text.ts';
import type { RequestContext } from './request-context.ts';

const named = z.object({ organizationId: z.string() });

const base = implement(contract)
  .$context<RequestContext>()
  // The input is checked before everything here; access was, before the body was read (http/mount-contract.ts).
  .$config({ initialInputValidationIndex: Number.NEGATIVE_INFINITY });

/** Every route starts here: the contract, with what is checked for all of them once the input fits its schema. */
export const os = base.use(async ({ next, context }, input) => {
  requireStorableText(input);
  const parsed = named.safeParse(input);
  if (parsed.success && parsed.data.organizationId !== context.caller?.organizationId) {
    throw new Problem('NOT_FOUND');
  }
  return next();
});
