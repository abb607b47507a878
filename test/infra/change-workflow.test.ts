import { expect, it } from '@jest/globals';
import validate from 'asl-validator';
import { Stack } from 'aws-cdk-lib';
import { appOf } from './synthesized.ts';

const { service } = appOf('prod');
const { definitionString } = service.workflow.machine.node.defaultChild as unknown as { definitionString: string };
const text: unknown = Stack.of(service).resolve(definitionString);
/** References to the function become some ARN: only the language matters here. */
const joined = (text as { 'Fn::Join': [string, (string | object)[]] })['Fn::Join'][1];
const definition = JSON.parse(
  joined.map((part) => (typeof part === 'string' ? part : 'arn:aws:lambda:eu-central-1:1:function:x')).join(''),
);
const states = definition.States as Record<string, Record<string, unknown>>;

it('the definition is sound, in JSONata', () => {
  expect(definition.QueryLanguage).toBe('JSONata');
  const { isValid, errorsText } = validate(definition, { checkArn: false, checkPaths: false });
  expect(isValid ? '' : errorsText()).toBe('');
});

it('W5 an execution begins by reading the change and goes to the stored state', () => {
  expect(states[definition.StartAt]?.Next).toBe('Read the change');
  expect(states['Read the change']?.Next).toBe('Next?');
});

it('W6 every timeout is fixed and generous: a net that only reads again', () => {
  const timeouts = Object.entries(states).filter(([, state]) => state.TimeoutSeconds !== undefined);
  expect(timeouts).toEqual([['Ask approvers', expect.objectContaining({ TimeoutSeconds: 8 * 24 * 3600, Next: 'Read the change' })]]);
  expect(states['Ask approvers']?.Catch).toEqual([{ ErrorEquals: ['States.ALL'], Next: 'Read the change' }]);
});

it('E2 every task is tried again when throttled, and what is lost is left to the sweep', () => {
  const tasks = Object.values(states).filter(({ Type }) => Type === 'Task');
  expect(tasks).toHaveLength(4);
  for (const { Retry, Catch } of tasks) {
    expect((Retry as { ErrorEquals: string[] }[])[0]?.ErrorEquals).toEqual(
      expect.arrayContaining(['Lambda.TooManyRequestsException', 'States.TaskFailed']),
    );
    expect((Catch as { ErrorEquals: string[] }[])[0]?.ErrorEquals).toEqual(['States.ALL']);
  }
});

it('every answer of a task leads somewhere', () => {
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

it('W5 the machine has a fixed name, since the function that it calls starts it', () => {
  expect(service.workflow.machine.node.defaultChild).toHaveProperty('stateMachineName', 'quiesce-prod-change-workflow');
});
