import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { backupAcknowledgements, restoreAcknowledgements } from './acknowledgements.ts';

export interface BackupsProps {
  readonly stage: Stage;
  readonly table: dynamodb.ITable;
}

const policyForRestores = iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSBackupServiceRolePolicyForRestores');

/**
 * Daily backups of the table in a vault of its own. They outlive the table, which its point-in-time recovery does not. AWS Backup needs one
 * role that may read the table, and another for the day when a backup is restored.
 */
export class Backups extends Construct {
  readonly vault: backup.IBackupVault;
  /** With this role AWS Backup restores a backup into a new table. */
  readonly restoreRole: iam.IRole;

  constructor(scope: Construct, id: string, { stage, table }: BackupsProps) {
    super(scope, id);
    this.vault = new backup.BackupVault(this, 'Vault', {
      backupVaultName: `quiesce-${stage.name}`,
      removalPolicy: stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const plan = new backup.BackupPlan(this, 'Plan', { backupPlanName: `quiesce-${stage.name}`, backupVault: this.vault });
    plan.addRule(
      new backup.BackupPlanRule({
        ruleName: 'daily',
        scheduleExpression: events.Schedule.cron({ hour: '1', minute: '0' }),
        startWindow: Duration.hours(1),
        completionWindow: Duration.hours(6),
        deleteAfter: Duration.days(stage.backupDays),
      }),
    );
    const assumedBy = new iam.ServicePrincipal('backup.amazonaws.com');
    const role = new iam.Role(this, 'Role', { assumedBy });
    plan.addSelection('Table', { resources: [backup.BackupResource.fromArn(table.tableArn)], role });
    Validations.of(role).acknowledge(...backupAcknowledgements);
    this.restoreRole = new iam.Role(this, 'RestoreRole', { assumedBy, managedPolicies: [policyForRestores] });
    Validations.of(this.restoreRole).acknowledge(...restoreAcknowledgements);
  }
}
