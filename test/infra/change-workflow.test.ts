import { expect, it } from '@jest/globals';
import validate from 'asl-validator';
import { Stack } from './cdk.ts';
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
  expect([definition.StartAt, states.Advance?.Next]).toEqual(['Advance', 'Next?']);
});

const choices = states['Next?']?.Choices as readonly { readonly Condition: string; readonly Next: string }[];
/** Where each answer of a task leads. */
const ways = new Map(choices.map(({ Condition, Next }) => [/'(.*)'/.exec(Condition)?.[1], Next]));

/** The states that an execution enters, if its tasks give these answers. */
const entered = (answers: readonly string[]): readonly string[] => {
  const path: string[] = [];
  const left = [...answers];
  for (let name: string | undefined = definition.StartAt; name !== undefined; ) {
    path.push(name);
    const { Type, Next }: Record<string, unknown> = states[name] ?? {};
    name = Type === 'Choice' ? ways.get(left.shift() ?? '') : (Next as string | undefined);
  }
  return path;
};

it('W5 a change from request to review takes 12 transitions, and one that its policy approves takes 9', () => {
  const path = entered(['ask', 'wait-for-start', 'wait-for-end', 'done']);
  expect(path.at(-1)).toBe('Done');
  expect(path).toHaveLength(12);
  expect(entered(['wait-for-start', 'wait-for-end', 'done'])).toHaveLength(9);
});

it('W6 the only timeout is a fixed eight days, after which the change is read again', () => {
  const timeouts = Object.entries(states).filter(([, state]) => state.TimeoutSeconds !== undefined);
  expect(timeouts).toEqual([['Ask approvers', expect.objectContaining({ TimeoutSeconds: 8 * 24 * 3600, Next: 'Advance' })]]);
  expect(states['Ask approvers']?.Catch).toEqual([{ ErrorEquals: ['States.ALL'], Next: 'Advance' }]);
});

it('W5 E2 every task is retried when throttled, and its last failure leaves the change to the sweep or reads it again', () => {
  const tasks = Object.values(states).filter(({ Type }) => Type === 'Task');
  expect(tasks).toHaveLength(2);
  for (const { Retry, Catch } of tasks) {
    expect((Retry as { ErrorEquals: string[] }[])[0]?.ErrorEquals).toEqual(
      expect.arrayContaining(['Lambda.TooManyRequestsException', 'States.TaskFailed']),
    );
    expect((Catch as { ErrorEquals: string[] }[])[0]?.ErrorEquals).toEqual(['States.ALL']);
  }
  expect(states.Advance?.Catch).toEqual([{ ErrorEquals: ['States.ALL'], Next: 'Left to the sweep' }]);
  expect(states['Left to the sweep']?.Type).toBe('Fail');
});

it('every answer of a task leads to a state', () => {
  expect(Object.fromEntries(ways)).toEqual({
    assess: 'Advance',
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
