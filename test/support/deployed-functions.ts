import { unsignedHeaders } from '../../infra/local/emulator.ts';
import { allFunctions } from '../../shared/functions/all-functions.ts';
import type { DeployedStack } from './stack.ts';

type EmulatorEndpoint = Pick<DeployedStack, 'awsEndpoint'>;

const functionAt = ({ awsEndpoint }: EmulatorEndpoint, name: string) => `${awsEndpoint}/2015-03-31/functions/quiesce-local-${name}`;

/** Invokes a function of the deployed stack, as a rule or the state machine does. */
export const invoke = async <Answer>(stack: EmulatorEndpoint, name: string, payload: object): Promise<Answer> => {
  const body = JSON.stringify(payload);
  const response = await fetch(`${functionAt(stack, name)}/invocations`, { method: 'POST', headers: unsignedHeaders('lambda'), body });
  const text = await response.text();
  if (!response.ok || response.headers.has('x-amz-function-error')) throw new Error(`${name}: ${response.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
};

/** Runs the sweep now, as its schedule does each minute. */
export const sweepNow = (stack: EmulatorEndpoint): Promise<unknown> => invoke(stack, 'sweep', {});

/** The lines that the functions have logged about calls that their roles do not allow (X3). */
export const deniedCalls = async ({ awsEndpoint }: EmulatorEndpoint): Promise<readonly string[]> => {
  const found = await Promise.all(
    allFunctions.map(async ({ name }) => {
      const headers = {
        ...unsignedHeaders('logs'),
        'x-amz-target': 'Logs_20140328.FilterLogEvents',
        'content-type': 'application/x-amz-json-1.1',
      };
      const body = JSON.stringify({ logGroupName: `/aws/lambda/quiesce-local-${name}`, filterPattern: '' });
      const answer = await fetch(awsEndpoint, { method: 'POST', headers, body });
      if (!answer.ok) throw new Error(`the logs of ${name} cannot be read: ${answer.status} ${await answer.text()}`);
      const { events } = (await answer.json()) as { readonly events: readonly { readonly message: string }[] };
      return events.filter(({ message }) => /AccessDenied|not authorized/.test(message)).map(({ message }) => `${name}: ${message}`);
    }),
  );
  return found.flat();
};

/** The credentials of a function's role, as Lambda passes them to the function. */
export const assumeRoleOf = async (stack: EmulatorEndpoint, name: string) => {
  const configuration = await fetch(`${functionAt(stack, name)}/configuration`, { headers: unsignedHeaders('lambda') });
  const { Role } = (await configuration.json()) as { Role: string };
  const body = new URLSearchParams({ Action: 'AssumeRole', Version: '2011-06-15', RoleArn: Role, RoleSessionName: 'end-to-end' });
  const answer = await (await fetch(stack.awsEndpoint, { method: 'POST', headers: unsignedHeaders('sts'), body })).text();
  const field = (element: string): string => {
    const found = new RegExp(`<${element}>([^<]+)</${element}>`).exec(answer)?.[1];
    if (!found) throw new Error(`no ${element} for the role of ${name}: ${answer}`);
    return found;
  };
  return { accessKeyId: field('AccessKeyId'), secretAccessKey: field('SecretAccessKey'), sessionToken: field('SessionToken') };
};
