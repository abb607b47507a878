import { account, region } from '../../infra/local/emulator.ts';
import type { DeployedStack } from './stack.ts';

/** Calls a function of the deployed stack as a rule or the state machine would, and gives its answer. */
export const invoke = async <Answer>(
  { awsEndpoint }: Pick<DeployedStack, 'awsEndpoint'>,
  name: string,
  payload: object,
): Promise<Answer> => {
  const response = await fetch(`${awsEndpoint}/2015-03-31/functions/quiesce-local-${name}/invocations`, {
    method: 'POST',
    // The emulator reads account and region from here and checks no signature.
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${account}/20260101/${region}/lambda/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify(payload),
  });
  const text = await response.text();
  if (!response.ok || response.headers.has('x-amz-function-error')) throw new Error(`${name}: ${response.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
};

/** What the minute's rule does, now. */
export const sweepNow = (stack: Pick<DeployedStack, 'awsEndpoint'>): Promise<unknown> => invoke(stack, 'sweep', {});
