import { implement } from '@orpc/server';
import { contract } from '@soul-kg-crm/shared/contract';
import { Problem } from '@soul-kg-crm/shared/problems';
import * as z from 'zod';
import { checkAccess } from '../http/access.ts';
import { requireStorableText } from '../http/storable-text.ts';
import type { RequestContext } from './request-context.ts';

const named = z.object({ organizationId: z.string() });

const base = implement(contract)
  .$context<RequestContext>()
  // The input is checked before everything here.
  .$config({ initialInputValidationIndex: Number.NEGATIVE_INFINITY });

/** Every route starts here: the contract, with what is checked for all of them once the input fits its schema. */
export const os = base.use(async ({ next, context, procedure }, input) => {
  // Again, after http/mount-contract.ts has before the body was read: this one is certainly the procedure that runs.
  checkAccess(procedure['~orpc'].meta, context.caller);
  requireStorableText(input);
  const parsed = named.safeParse(input);
  if (parsed.success && parsed.data.organizationId !== context.caller?.organizationId) {
    throw new Problem('NOT_FOUND');
  }
  return next();
});
