import type { Template } from './cdk.ts';

export interface WatchedMetric {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}

interface MetricStat {
  readonly Metric: WatchedMetric;
  readonly Period: number;
  readonly Stat: string;
}

/** The properties of an alarm, as the template has them. */
export interface AlarmProperties extends WatchedMetric {
  readonly AlarmName: string;
  readonly AlarmActions: unknown;
  readonly OKActions: unknown;
  readonly Metrics?: readonly { readonly Id: string; readonly Expression?: string; readonly MetricStat?: MetricStat }[];
  readonly [property: string]: unknown;
}

export const alarmsOf = (template: Template): readonly AlarmProperties[] =>
  Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties as AlarmProperties);

/** The metrics that an alarm watches, its own or those of its expression, each with its period and statistic. */
export const measuredBy = ({ Metrics, ...alarm }: AlarmProperties): readonly MetricStat[] =>
  Metrics
    ? Metrics.flatMap(({ MetricStat: found }) => (found ? [found] : []))
    : [{ Metric: alarm, Period: Number(alarm.Period), Stat: String(alarm.Statistic ?? alarm.ExtendedStatistic) }];

export const metricsOf = (alarm: AlarmProperties): readonly WatchedMetric[] => measuredBy(alarm).map(({ Metric }) => Metric);

/** The name of an alarm of the stage prod, without its prefix. */
export const plainName = ({ AlarmName }: Pick<AlarmProperties, 'AlarmName'>): string => AlarmName.replace('quiesce-prod: ', '');
