import { type LogLine, matchesFilter } from '../support/log-filter.ts';
import type { Template } from './cdk.ts';

interface LogCount {
  readonly metric: string;
  readonly value: number;
}

/** What the metric filters of a log group count in these lines, by the names of metrics. `logGroup`: the beginning of its logical id. */
export const countsOf = (template: Template, logGroup: string, lines: readonly LogLine[]): readonly LogCount[] =>
  Object.values(template.findResources('AWS::Logs::MetricFilter'))
    .filter(({ Properties }) => String(Properties.LogGroupName.Ref).startsWith(logGroup))
    .filter(({ Properties }) => lines.some((line) => matchesFilter(Properties.FilterPattern, line)))
    .map(({ Properties }) => Properties.MetricTransformations[0])
    .map(({ MetricName, MetricValue }) => ({ metric: MetricName, value: Number(MetricValue) }))
    .sort((one, other) => (one.metric < other.metric ? -1 : 1));

/** The sum of what is counted for one metric. */
export const totalOf = (counts: readonly LogCount[], metric: string): number =>
  counts.filter((each) => each.metric === metric).reduce((sum, { value }) => sum + value, 0);
