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
  /** The function that does every task; it answers `{ next, until? }`. */
  readonly handler: lambda.IFunction;
}

type Task = 'read' | 'assess' | 'ask' | 'advance';

/**
 * Longer than any approval may wait (7 days). A net, not the deadline (W6): when it is over, the change is read again. It is fixed,
 * since a computed timeout fails the execution on the emulator, and nothing needs one.
 */
const safetyNet = Duration.days(8);

/** What a second try may mend. `LambdaInvoke`'s own list leaves out throttling; the emulator and a crash know `States.TaskFailed` only. */
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
 * A change's way through assessment, approval, start and end, one execution a revision and attempt (W5). The store decides, the
 * workflow follows (W6): each task reads the change and answers where it stands; an execution that is lost is started again by the
 * sweep and goes to the stored state.
 */
export class ChangeWorkflow extends Construct {
  readonly machine: sfn.StateMachine;

  constructor(scope: Construct, id: string, { stage, handler }: ChangeWorkflowProps) {
    super(scope, id);
    // The error's own words are kept in the execution's history; the sweep starts a new attempt.
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

    const remember = sfn.Pass.jsonata(this, 'Remember the change', {
      assign: { change: '{% $states.input.change %}', revision: '{% $states.input.revision %}', attempt: '{% $states.input.attempt %}' },
    });
    const read = task('Read the change', 'read');
    const assess = task('Store the scope', 'assess');
    const advance = task('Advance', 'advance');

    // What the callback brings is not looked at: who answers has stored the decision first (P8), and reading it is what counts.
    const ask = LambdaInvoke.jsonata(this, 'Ask approvers', {
      lambdaFunction: handler,
      integrationPattern: sfn.IntegrationPattern.WAIT_FOR_TASK_TOKEN,
      payload: sfn.TaskInput.fromObject({ ...payload('ask'), token: '{% $states.context.Task.Token %}' }),
      taskTimeout: sfn.Timeout.duration(safetyNet),
      retryOnServiceExceptions: false,
    })
      .addRetry({ errors: passing, interval: Duration.seconds(2), backoffRate: 2, maxAttempts: 5, jitterStrategy: sfn.JitterType.FULL })
      .addCatch(read, { errors: ['States.ALL'] });

    const until = (name: string) => sfn.Wait.jsonata(this, name, { time: sfn.WaitTime.timestamp('{% $states.input.until %}') });
    const start = until('Wait for the start');
    const end = until('Wait for the end');
    const is = (next: string) => sfn.Condition.jsonata(`{% $states.input.next = '${next}' %}`);
    const next = sfn.Choice.jsonata(this, 'Next?')
      .when(is('assess'), assess)
      .when(is('ask'), ask)
      .when(is('wait-for-start'), start)
      .when(is('wait-for-end'), end)
      .when(is('done'), sfn.Succeed.jsonata(this, 'Done'))
      .otherwise(lost);

    remember.next(read);
    read.next(next);
    assess.next(next);
    ask.next(read);
    start.next(advance);
    end.next(advance);
    advance.next(next);

    this.machine = new sfn.StateMachine(this, 'Machine', {
      stateMachineName: machineName(stage),
      queryLanguage: sfn.QueryLanguage.JSONATA,
      definitionBody: sfn.DefinitionBody.fromChainable(remember),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const called = Stack.of(this).getLogicalId(handler.node.defaultChild as lambda.CfnFunction);
    Validations.of(this.machine).acknowledge(
      ...workflowAcknowledgements,
      wildcard(`<${called}.Arn>:*`, 'The wildcard is the versions of the one function that the workflow calls.'),
    );
  }

  /** Its ARN from its fixed name: the function that it calls starts and answers it, and must not wait for it to be made. */
  static arn(scope: Construct, stage: Stage): string {
    return Stack.of(scope).formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: machineName(stage),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  /** Starts executions. */
  static grantStart(grantee: iam.IGrantable, scope: Construct, stage: Stage): void {
    iam.Grant.addToPrincipal({ grantee, actions: ['states:StartExecution'], resourceArns: [ChangeWorkflow.arn(scope, stage)] });
  }

  /** Answers the task that waits. */
  static grantAnswer(grantee: iam.IGrantable, scope: Construct, stage: Stage): void {
    iam.Grant.addToPrincipal({ grantee, actions: ['states:SendTaskSuccess'], resourceArns: [ChangeWorkflow.arn(scope, stage)] });
  }
}

const payload = (task: Task) => ({ task, change: '{% $change %}', revision: '{% $revision %}', attempt: '{% $attempt %}' });
