import { os } from '../os.ts';
import { requireUser } from '../request-context.ts';
import { presentMe } from './present-me.ts';

/** GET /me */
export const me = os.account.me.handler(({ context }) => presentMe(requireUser(context)));
