import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { fiveMinutes } from './alarm-set.ts';

/** Log groups by the name of what writes to them, which is part of the ids of filters. */
export type LogSources = Readonly<Record<string, logs.ILogGroup>>;

interface MetricSource {
  readonly sources: LogSources;
  readonly pattern: logs.IFilterPattern;
  /** A field with the value, such as `$.seconds`. @default each line counts 1 */
  readonly value?: string;
}

/** Lines of a function with one of these messages. */
export const linesWith = (...messages: readonly string[]): logs.JsonPattern =>
  logs.FilterPattern.any(...messages.map((message) => logs.FilterPattern.stringValue('$.message', '=', message)));

/**
 * Metrics of our own, from lines of logs. They have no dimensions, because a metric with the id of a customer's object would cost as much
 * as all the others, and there are ten of them at most.
 */
export class LogMetrics {
  private readonly scope: Construct;
  private readonly metricNamespace: string;

  constructor(scope: Construct, { name }: Stage) {
    this.scope = scope;
    this.metricNamespace = `Quiesce/${name}`;
  }

  /** Filters the logs for one metric. Filters of several kinds of lines may count towards the same metric. */
  from(metricName: string, { sources, pattern, value = '1' }: MetricSource, options: cloudwatch.MetricOptions = fiveMinutes) {
    for (const [source, logGroup] of Object.entries(sources)) {
      new logs.MetricFilter(this.scope, `${metricName}-${source}`, {
        logGroup,
        filterPattern: pattern,
        ...{ metricNamespace: this.metricNamespace, metricName, metricValue: value },
      });
    }
    return new cloudwatch.Metric({ namespace: this.metricNamespace, metricName, ...options });
  }
}
