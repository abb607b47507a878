import { randomUUID } from 'node:crypto';
import { CreateStateMachineCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from '@jest/globals';
import { stepFunctionsWorkflow } from '../../shared/workflow/step-functions.ts';
import { emulatorClient } from '../support/emulator.ts';
import { eventually } from '../support/poll.ts';

const states = new SFNClient(emulatorClient());
const queues = new SQSClient(emulatorClient());

/** Creates a state machine with one task that sends its token to a queue and waits. Returns the adapter under test for it. */
const machine = async () => {
  const name = `machine-${randomUUID()}`;
  const { QueueUrl = '' } = await queues.send(new CreateQueueCommand({ QueueName: name }));
  const Arguments = { QueueUrl, MessageBody: '{% $states.context.Task.Token %}' };
  const ask = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', Arguments, End: true };
  const { stateMachineArn = '' } = await states.send(
    new CreateStateMachineCommand({
      name,
      roleArn: 'arn:aws:iam::000000000000:role/any',
      definition: JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Ask', States: { Ask: ask } }),
    }),
  );
  /** The token of the waiting task. */
  const token = (): Promise<string> =>
    eventually(async () => {
      const { Messages: [message] = [] } = await queues.send(new ReceiveMessageCommand({ QueueUrl }));
      if (!message?.Body) throw new Error('the task does not wait yet');
      return message.Body;
    });
  const executions = async () => (await states.send(new ListExecutionsCommand({ stateMachineArn }))).executions ?? [];
  return { workflow: stepFunctionsWorkflow(stateMachineArn, states), token, executions };
};

const aRun = () => ({ change: randomUUID(), revision: 1, attempt: 1 });

it('W5 repeated or concurrent starts begin one execution; another attempt or revision begins another', async () => {
  const { workflow, executions } = await machine();
  const run = aRun();

  await Promise.all([workflow.start(run), workflow.start(run), workflow.start(run)]);
  await workflow.start(run);
  expect((await executions()).map(({ name }) => name)).toEqual([`${run.change}-1-1`]);

  await workflow.start({ ...run, attempt: 2 });
  await workflow.start({ ...run, revision: 2 });
  expect(await executions()).toHaveLength(3);
});

it('P8 a waiting task is resumed once; with a used or unknown token nothing is resumed', async () => {
  const { workflow, token, executions } = await machine();
  await workflow.start(aRun());
  const waiting = await token();

  expect(await workflow.resume(waiting)).toBe(true);
  await eventually(async () => expect((await executions()).map(({ status }) => status)).toEqual(['SUCCEEDED']));
  expect(await workflow.resume(waiting)).toBe(false);
  expect(await workflow.resume('an unknown token')).toBe(false);
});

it('W5 a finished run is not started again', async () => {
  const { workflow, token, executions } = await machine();
  const run = aRun();
  await workflow.start(run);
  await workflow.resume(await token());
  await eventually(async () => expect((await executions())[0]?.status).toBe('SUCCEEDED'));

  await workflow.start(run);

  expect(await executions()).toHaveLength(1);
});

it('a start fails with an error if the state machine does not exist', async () => {
  const nowhere = stepFunctionsWorkflow('arn:aws:states:eu-central-1:000000000000:stateMachine:nowhere', states);

  await expect(nowhere.start(aRun())).rejects.toThrow();
});
