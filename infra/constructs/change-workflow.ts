import { ArnFormat, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { wildcard, workflowAcknowledgements } from './acknowledgements.ts';

export interface ChangeWorkflowProps {
  readonly stage: Stage;
  /** The function that runs every task. It returns `{ next, until? }`. */
  readonly handler: lambda.IFunction;
}

type Task = 'ask' | 'advance';

/**
 * Longer than an approval may take (7 days). It is a safety net and not the deadline: after it, the change is read again (W6). It is
 * fixed because a computed timeout fails the execution on the emulator.
 */
const safetyNet = Duration.days(8);

/**
 * Errors that a retry may resolve. The list of `LambdaInvoke` lacks throttling. The emulator and a crash report only `States.TaskFailed`.
 */
const passing = [
  'Lambda.TooManyRequestsException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
  'States.TaskFailed',
];

const machineName = (stage: Stage) => `quiesce-${stage.name}-change-workflow`;

/**
 * Takes a change through assessment, approval, start and end, with one execution for each revision and attempt (W5). The stored change
 * decides what the workflow does (W6): each task reads the change, does what is due and returns the next step. The sweep replaces a lost
 * execution, which continues from the stored state. AWS charges for each state that is entered: a change from request to review enters 12.
 */
export class ChangeWorkflow extends Construct {
  readonly machine: sfn.StateMachine;

  constructor(scope: Construct, id: string, { stage, handler }: ChangeWorkflowProps) {
    super(scope, id);
    // The error message stays in the history of the execution. The sweep starts a new attempt.
    const lost = new sfn.Fail(this, 'Left to the sweep', { error: 'change-workflow/lost' });

    const task = (name: string, does: Task) =>
      LambdaInvoke.jsonata(this, name, {
        lambdaFunction: handler,
        payload: sfn.TaskInput.fromObject(payload(does)),
        outputs: '{% $states.result.Payload %}',
        retryOnServiceExceptions: false,
      })
        .addRetry({ errors: passing, interval: Duration.seconds(1), backoffRate: 2, maxAttempts: 6, jitterStrategy: sfn.JitterType.FULL })
        .addCatch(lost, { errors: ['States.ALL'] });

    const advance = task('Advance', 'advance');

    // The callback's payload is ignored: the decision was stored before the callback (P8), and the next task reads it.
    const ask = LambdaInvoke.jsonata(this, 'Ask approvers', {
      lambdaFunction: handler,
      integrationPattern: sfn.IntegrationPattern.WAIT_FOR_TASK_TOKEN,
      payload: sfn.TaskInput.fromObject({ ...payload('ask'), token: '{% $states.context.Task.Token %}' }),
      taskTimeout: sfn.Timeout.duration(safetyNet),
      retryOnServiceExceptions: false,
    })
      .addRetry({ errors: passing, interval: Duration.seconds(2), backoffRate: 2, maxAttempts: 5, jitterStrategy: sfn.JitterType.FULL })
      .addCatch(advance, { errors: ['States.ALL'] });

    const until = (name: string) => sfn.Wait.jsonata(this, name, { time: sfn.WaitTime.timestamp('{% $states.input.until %}') });
    const start = until('Wait for the start');
    const end = until('Wait for the end');
    const is = (next: string) => sfn.Condition.jsonata(`{% $states.input.next = '${next}' %}`);
    const next = sfn.Choice.jsonata(this, 'Next?')
      .when(is('assess'), advance)
      .when(is('ask'), ask)
      .when(is('wait-for-start'), start)
      .when(is('wait-for-end'), end)
      .when(is('done'), sfn.Succeed.jsonata(this, 'Done'))
      .otherwise(lost);

    ask.next(advance);
    start.next(advance);
    end.next(advance);
    advance.next(next);

    this.machine = new sfn.StateMachine(this, 'Machine', {
      stateMachineName: machineName(stage),
      queryLanguage: sfn.QueryLanguage.JSONATA,
      definitionBody: sfn.DefinitionBody.fromChainable(advance),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const called = Stack.of(this).getLogicalId(handler.node.defaultChild as lambda.CfnFunction);
    Validations.of(this.machine).acknowledge(
      ...workflowAcknowledgements,
      wildcard(`<${called}.Arn>:*`, 'The wildcard is the versions of the one function that the workflow calls.'),
    );
  }

  /**
   * The ARN is built from the fixed name. The function that the state machine calls also starts it, so the resources cannot refer to each
   * other.
   */
  static arn(scope: Construct, stage: Stage): string {
    return Stack.of(scope).formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: machineName(stage),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  /** Allows a function to start executions. */
  static grantStart(grantee: iam.IGrantable, scope: Construct, stage: Stage): void {
    iam.Grant.addToPrincipal({ grantee, actions: ['states:StartExecution'], resourceArns: [ChangeWorkflow.arn(scope, stage)] });
  }

  /** Allows a function to complete the waiting task. */
  static grantAnswer(grantee: iam.IGrantable, scope: Construct, stage: Stage): void {
    iam.Grant.addToPrincipal({ grantee, actions: ['states:SendTaskSuccess'], resourceArns: [ChangeWorkflow.arn(scope, stage)] });
  }
}

/** Each task gets the input of the execution. It is in the context object, so no state has to keep it. */
const input = (field: string): string => `{% $states.context.Execution.Input.${field} %}`;
const payload = (task: Task) => ({ task, change: input('change'), revision: input('revision'), attempt: input('attempt') });
