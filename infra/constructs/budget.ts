import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';

export interface BudgetProps {
  readonly stage: Stage;
  readonly topic: sns.ITopic;
}

/**
 * Tells when the account has cost 80 % of the month's budget, and when it will probably cost more. It covers the whole account, because
 * costs can be told apart by tags only after somebody has activated the tags in the billing console.
 */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, { stage, topic }: BudgetProps) {
    super(scope, id);
    const subscribers = [{ subscriptionType: 'SNS', address: topic.topicArn }];
    const at = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number): CfnBudget.NotificationWithSubscribersProperty => ({
      notification: { notificationType, threshold, thresholdType: 'PERCENTAGE', comparisonOperator: 'GREATER_THAN' },
      subscribers,
    });
    new CfnBudget(this, 'Month', {
      budget: {
        // The name may not contain a colon.
        budgetName: `quiesce-${stage.name} costs`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: stage.monthlyBudget ?? 0, unit: 'USD' },
      },
      notificationsWithSubscribers: [at('ACTUAL', 80), at('FORECASTED', 100)],
    });
  }
}
