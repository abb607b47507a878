import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outputs } from './deployment.ts';
import { directory } from './directory.ts';
import type { HandOut } from './hand-out.ts';
import { type DemoRole, demoRoles, signInOf } from './people.ts';
import { signInsOf } from './sign-ins.ts';

const read = <Content>(name: string): Content => {
  const file = join(directory, name);
  if (!existsSync(file)) throw new Error('no local stack was started in this directory: run npm start');
  return JSON.parse(readFileSync(file, 'utf8')) as Content;
};

/** A new ID token of the demo person with this role. It is valid for a day. */
const newToken = async (role: DemoRole): Promise<string> => {
  const { awsEndpoint } = read<HandOut>('local.json');
  const outputs = read<Record<'quiesce-local-service', Outputs>>('outputs.json')['quiesce-local-service'];
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
