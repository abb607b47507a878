import { type HandOut, handOutOf } from './hand-out.ts';
import { type ByRole, demoRoles, ensurePeople, signInOf } from './people.ts';
import { signInsOf } from './sign-ins.ts';
import type { LocalStack } from './stack.ts';

/** Creates the demo people of a running stack, with sign-ins and tokens, for `npm start` and the end-to-end tests. */
export const createDemoPeople = async (stack: LocalStack): Promise<HandOut> => {
  const signIns = signInsOf(stack.awsEndpoint, stack.outputs);
  const tokens = await Promise.all(
    demoRoles.map(async (role) => {
      const signIn = signInOf(role);
      await signIns.ensure(signIn);
      return [role, await signIns.token(signIn)] as const;
    }),
  );
  const byRole = Object.fromEntries(tokens) as ByRole<string>;
  return handOutOf(stack, byRole, await ensurePeople(stack.apiUrl, byRole));
};
