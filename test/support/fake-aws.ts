import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The answer of a service to a call. With a status over 299, `__type` names the error. */
export interface FakeAnswer {
  readonly status?: number;
  readonly body: object;
}

type Answers = (operation: string, input: ReturnType<typeof JSON.parse>) => FakeAnswer;

/** An error that clients do not retry. */
export const refusal: FakeAnswer = { status: 400, body: { __type: 'ValidationException', message: 'refused by the test' } };

/**
 * A server that stands for DynamoDB, EventBridge, SQS and KMS, for tests that run the handler of a function as it is deployed. `answers`
 * gets the operation (`DynamoDB_20120810.GetItem`) and its input.
 */
export const fakeAws = async () => {
  const answer: { of: Answers } = { of: () => refusal };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status = 200, body } = answer.of(
        String(request.headers['x-amz-target']),
        JSON.parse(Buffer.concat(chunks).toString() || '{}'),
      );
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers: (of: Answers): void => {
      answer.of = of;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
