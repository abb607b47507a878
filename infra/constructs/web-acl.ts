import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { ingestRoutes } from '../../shared/contracts/monitors.ts';
import type { Stage } from '../stage.ts';
import { fiveMinutes } from './alarm-set.ts';

export interface WebAclProps {
  readonly stage: Stage;
}

/** Requests of one address in five minutes: of a monitoring system, and of anyone else. */
const limits = { monitors: 30_000, others: 3_000 };

/** Bodies of six million bytes or more. The largest body that the API takes is 5 MB. */
const tooManyBytes = '^([6-9][0-9]{6}|[0-9]{8,})$';

type Statement = wafv2.CfnWebACL.StatementProperty;

const none = [{ priority: 0, type: 'NONE' }];
const path = { fieldToMatch: { uriPath: {} }, textTransformations: none };
const header = (Name: string) => ({ fieldToMatch: { singleHeader: { Name } }, textTransformations: none });
const not = (statement: Statement): Statement => ({ notStatement: { statement } });
const all = (...statements: readonly Statement[]): Statement => ({ andStatement: { statements: [...statements] } });

/** Requests to the routes that take alerts. */
const toIngest: Statement = {
  regexMatchStatement: { ...path, regexString: `^(${ingestRoutes.map((route) => route.path.replaceAll(/\{\w+\}/g, '[^/]+')).join('|')})$` },
};

/** Bodies of more than 8 kB. WAF sees the first 16 kB of a body, and counts what is longer as a match. */
const isLong: Statement = {
  sizeConstraintStatement: {
    ...{ fieldToMatch: { body: { oversizeHandling: 'MATCH' } }, textTransformations: none },
    ...{ comparisonOperator: 'GT', size: 8_192 },
  },
};

const hasLength: Statement = { sizeConstraintStatement: { ...header('content-length'), comparisonOperator: 'GT', size: 0 } };
const hasToken: Statement = { sizeConstraintStatement: { ...header('authorization'), comparisonOperator: 'GT', size: 0 } };

/** Counts requests of each address that match the statement. */
const above = (limit: number, scopeDownStatement: Statement): Statement => ({
  rateBasedStatement: { aggregateKeyType: 'IP', evaluationWindowSec: 300, limit, scopeDownStatement },
});

interface Refusal {
  readonly name: string;
  readonly statement: Statement;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The rules, in their order. A monitoring system that sends too much gets 503, because it does not try again after 429 or 403, and its pages
 * would be lost. For the same reason alerts need not declare their length.
 */
const refusals: readonly Refusal[] = [
  { name: 'AlertsWithoutToken', statement: all(toIngest, not(hasToken)), status: 401, headers: { 'www-authenticate': 'Bearer' } },
  { name: 'LargeBodies', statement: { regexMatchStatement: { ...header('content-length'), regexString: tooManyBytes } }, status: 413 },
  { name: 'LongBodiesWithoutLength', statement: all(not(toIngest), not(hasLength), isLong), status: 411 },
  { name: 'AlertFlood', statement: above(limits.monitors, toIngest), status: 503, headers: { 'retry-after': '60' } },
  { name: 'Flood', statement: above(limits.others, not(toIngest)), status: 429, headers: { 'retry-after': '60' } },
];

const responseOf = ({ status, headers }: Refusal): wafv2.CfnWebACL.CustomResponseProperty => ({
  responseCode: status,
  ...(headers ? { responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })) } : {}),
});

const aclName = ({ name }: Stage): string => `quiesce-${name}`;

/** The rules that refuse alerts. */
export type AlertRefusal = 'AlertsWithoutToken' | 'AlertFlood';

/** How many requests the rule has refused, or all rules together. Metrics of what stands in front of CloudFront are in us-east-1. */
export const blockedRequests = (stage: Stage, rule: AlertRefusal | 'ALL'): cloudwatch.Metric =>
  new cloudwatch.Metric({
    namespace: 'AWS/WAFV2',
    metricName: 'BlockedRequests',
    dimensionsMap: { WebACL: aclName(stage), Rule: rule === 'ALL' ? rule : `${aclName(stage)}-${rule}` },
    ...fiveMinutes,
  });

const visible = (metricName: string) => ({ cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName });

/** Limits what one address can send, and refuses what no function needs to see (X3). It must be in us-east-1, because it is for CloudFront. */
export class WebAcl extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { stage }: WebAclProps) {
    super(scope, id);
    const name = aclName(stage);
    const acl = new wafv2.CfnWebACL(this, 'Acl', {
      name,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visible(name),
      rules: refusals.map((refusal, priority) => ({
        ...{ name: refusal.name, priority, statement: refusal.statement, visibilityConfig: visible(`${name}-${refusal.name}`) },
        action: { block: { customResponse: responseOf(refusal) } },
      })),
    });
    this.arn = acl.attrArn;
  }
}
