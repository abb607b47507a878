import type { Outputs } from './deployment.ts';
import { readStarted } from './directory.ts';
import type { HandOut } from './hand-out.ts';
import { type DemoRole, demoRoles, signInOf } from './people.ts';
import { signInsOf } from './sign-ins.ts';

/** A new ID token of the demo person with this role. It is valid for a day. */
const newToken = async (role: DemoRole): Promise<string> => {
  const { awsEndpoint } = readStarted<HandOut>('local.json');
  const outputs = readStarted<Record<'quiesce-local-service', Outputs>>('outputs.json')['quiesce-local-service'];
  return signInsOf(awsEndpoint, outputs)
    .token(signInOf(role))
    .catch((error: Error) => {
      throw new Error(`the local stack did not sign '${role}' in: does it run? npm start starts it. (${error.message || error.name})`);
    });
};

/** Prints a token, and nothing else, for scripts. Usage: `npm run -s token -- <role>`. */
const role = demoRoles.find((each) => each === process.argv[2]);
try {
  if (!role) throw new Error(`usage: npm run -s token -- <role>. The roles are: ${demoRoles.join(', ')}`);
  console.log(await newToken(role));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
