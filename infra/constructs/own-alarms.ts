import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';

/** The beginning of the name of each alarm about Quiesce itself. */
export const ownAlarmPrefix = ({ name }: Stage): string => `quiesce-${name}: `;

/** The beginning of the ARN of each of these alarms. */
export const ownAlarmsArn = (scope: Construct, stage: Stage): string =>
  Stack.of(scope).formatArn({
    service: 'cloudwatch',
    resource: 'alarm',
    resourceName: ownAlarmPrefix(stage),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
