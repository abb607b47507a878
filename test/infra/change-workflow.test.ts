import { expect, it } from '@jest/globals';
import validate from 'asl-validator';
import { Stack } from 'aws-cdk-lib';
import { appOf } from './synthesized.ts';

const { service } = appOf('prod');
const { definitionString } = service.workflow.machine.node.defaultChild as unknown as { definitionString: string };
const text: unknown = Stack.of(service).resolve(definitionString);
/** References to the function are replaced by an ARN, because only the definition is tested here. */
const joined = (text as { 'Fn::Join': [string, (string | object)[]] })['Fn::Join'][1];
const definition = JSON.parse(
  joined.map((part) => (typeof part === 'string' ? part : 'arn:aws:lambda:eu-central-1:1:function:x')).join(''),
);
const states = definition.States as Record<string, Record<string, unknown>>;

it('the definition is valid JSONata', () => {
  expect(definition.QueryLanguage).toBe('JSONata');
  const { isValid, errorsText } = validate(definition, { checkArn: false, checkPaths: false });
  expect(isValid ? '' : errorsText()).toBe('');
});

it('W5 an execution first reads the change and then goes to the state for its status', () => {
  expect(states[definition.StartAt]?.Next).toBe('Read the change');
  expect(states['Read the change']?.Next).toBe('Next?');
});

it('W6 the only timeout is a fixed eight days, after which the change is read again', () => {
  const timeouts = Object.entries(states).filter(([, state]) => state.TimeoutSeconds !== undefined);
  expect(timeouts).toEqual([['Ask approvers', expect.objectContaining({ TimeoutSeconds: 8 * 24 * 3600, Next: 'Read the change' })]]);
  expect(states['Ask approvers']?.Catch).toEqual([{ ErrorEquals: ['States.ALL'], Next: 'Read the change' }]);
});

it('E2 every task is retried when throttled, and its last failure is caught', () => {
  const tasks = Object.values(states).filter(({ Type }) => Type === 'Task');
  expect(tasks).toHaveLength(4);
  for (const { Retry, Catch } of tasks) {
    expect((Retry as { ErrorEquals: string[] }[])[0]?.ErrorEquals).toEqual(
      expect.arrayContaining(['Lambda.TooManyRequestsException', 'States.TaskFailed']),
    );
    expect((Catch as { ErrorEquals: string[] }[])[0]?.ErrorEquals).toEqual(['States.ALL']);
  }
});

it('every answer of a task leads to a state', () => {
  const choices = states['Next?']?.Choices as { Condition: string; Next: string }[];
  const ways = choices.map(({ Condition, Next }) => [/'(.*)'/.exec(Condition)?.[1], Next]);
  expect(Object.fromEntries(ways)).toEqual({
    assess: 'Store the scope',
    ask: 'Ask approvers',
    'wait-for-start': 'Wait for the start',
    'wait-for-end': 'Wait for the end',
    done: 'Done',
  });
  expect(states['Next?']?.Default).toBe('Left to the sweep');
});

it('W5 the state machine has a fixed name, because the function that it calls also starts it', () => {
  expect(service.workflow.machine.node.defaultChild).toHaveProperty('stateMachineName', 'quiesce-prod-change-workflow');
});
