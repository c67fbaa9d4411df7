import { isSignUpOpen } from '../../auth/sign-up.ts';
import { os } from '../os.ts';

/** GET /instance */
export const instance = os.account.instance.handler(async ({ context: { api } }) => {
  const { allowsSignUp, standin, sandboxUrl } = api.settings;
  return {
    isSignUpOpen: await isSignUpOpen(api.database, allowsSignUp),
    isSandbox: standin !== null,
    sandboxUrl,
  };
});
