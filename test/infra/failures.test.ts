import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from '@jest/globals';
import { dueRow } from '../../shared/data/due/due-rows.ts';
import { eventRow } from '../../shared/data/event/event-rows.ts';
import { newDue } from '../../shared/domain/due/due.ts';
import { newEvent } from '../../shared/domain/event/new-event.ts';
import { writeToken } from '../../shared/domain/token/machine-token.ts';
import { systemClock, systemIds } from '../../shared/runtime/system.ts';
import { aStateChange } from '../support/alarms.ts';
import { httpEvent } from '../support/api.ts';
import { refusal } from '../support/fake-aws.ts';
import { matchesFilter } from '../support/log-filter.ts';
import { countsOf, totalOf } from './log-counts.ts';
import { messageWith, runningHandlers } from './running-handlers.ts';
import { templatesOf } from './synthesized.ts';

const { service } = templatesOf('prod');
const { lines, started } = runningHandlers();
const system = { clock: systemClock, ids: systemIds };

const metricsOf = (logGroup: string, written = lines) => countsOf(service, logGroup, written).map(({ metric }) => metric);
const countedAs = (metric: string, logGroup: string, written = lines) => totalOf(countsOf(service, logGroup, written), metric);

/** The metrics of the alarm with this name, without those of AWS. */
const watchedBy = (name: string): string[] => {
  const [alarm] = Object.values(service.findResources('AWS::CloudWatch::Alarm', { Properties: { AlarmName: `quiesce-prod: ${name}` } }));
  const { MetricName, Metrics = [] } = alarm?.Properties ?? {};
  const ours = Metrics.flatMap(({ MetricStat }: { MetricStat?: { Metric: { Namespace: string; MetricName: string } } }) =>
    MetricStat?.Metric.Namespace === 'Quiesce/prod' ? [MetricStat.Metric.MetricName] : [],
  );
  return MetricName ? [MetricName] : ours;
};

const path = '/v1/monitors/00000000-0000-4000-8000-000000000001/alerts';
const routed = (token: string) => ({
  ...httpEvent('POST', path, { headers: { authorization: `Bearer ${token}` }, body: { alerts: [] } }),
  pathParameters: { id: '00000000-0000-4000-8000-000000000001' },
});

it('E2 ingest: an answer with 5xx and one with 401 are counted by two alarms, though the invocation succeeds', async () => {
  const { handler } = await import('../../functions/ingest/handler.ts');
  const token = writeToken({ kind: 'monitor', id: '00000000-0000-4000-8000-000000000001', secret: 'a'.repeat(64) });

  await expect(handler(routed(token), {} as never)).resolves.toMatchObject({ statusCode: 500 });
  expect(metricsOf('Functionsingest')).toEqual(['IngestFailures']);
  expect(watchedBy('Ingest is failing')).toEqual(['IngestFailures']);

  lines.length = 0;
  await expect(handler(routed('qs_monitor_wrong'), {} as never)).resolves.toMatchObject({ statusCode: 401 });
  expect(metricsOf('Functionsingest')).toEqual(['IngestRefusals']);
  expect(watchedBy('Ingest refuses requests')).toEqual(['IngestRefusals']);
});

it('E2 ingest: one refusal of a monitor starts the alarm, also if its token is an old one, but of strangers only a hundred do', async () => {
  const { handler } = await import('../../functions/ingest/handler.ts');
  const [alarm] = Object.values(
    service.findResources('AWS::CloudWatch::Alarm', { Properties: { AlarmName: 'quiesce-prod: Ingest refuses requests' } }),
  );
  expect(alarm?.Properties).toMatchObject({ Threshold: 99, Statistic: 'Sum', Period: 300, EvaluationPeriods: 1 });
  const refuse = async (token: string): Promise<number> => {
    lines.length = 0;
    await expect(handler(routed(token), {} as never)).resolves.toMatchObject({ statusCode: 401 });
    return countedAs('IngestRefusals', 'Functionsingest');
  };

  expect([await refuse(''), await refuse('qs_monitor_wrong')]).toEqual([1, 1]);
  started.aws?.answers(() => ({ body: {} }));
  expect(await refuse(writeToken({ kind: 'monitor', id: '00000000-0000-4000-8000-000000000001', secret: 'b'.repeat(64) }))).toBe(100);
  const known = { message: 'request', status: 422, caller: 'monitor:00000000-0000-4000-8000-000000000001' };
  expect(countedAs('IngestRefusals', 'Functionsingest', [known])).toBe(100);
  expect(countedAs('IngestRefusals', 'HttpAccessLog', [{ routeKey: 'ANY /v1/monitors/{id}/alerts', status: '413' }])).toBe(100);
});

it('E2 ingest: what the gateway answers itself is counted from its access log, which has no request of another route', () => {
  const [stage] = Object.values(service.findResources('AWS::ApiGatewayV2::Stage'));
  const format: Record<string, string> = JSON.parse(stage?.Properties.AccessLogSettings.Format);
  const route = 'ANY /v1/monitors/{id}/alerts';
  const line = (status: string, routeKey = route) => ({ ...format, routeKey, status });

  for (const status of ['500', '503', '504']) expect(metricsOf('HttpAccessLog', [line(status)])).toEqual(['IngestFailures']);
  for (const status of ['413', '429']) expect(metricsOf('HttpAccessLog', [line(status)])).toEqual(['IngestRefusals']);
  // The log of the function has these, with who asked.
  for (const status of ['401', '403', '422']) expect(metricsOf('HttpAccessLog', [line(status)])).toEqual([]);
  expect(metricsOf('HttpAccessLog', [line('202'), line('500', 'ANY /v1/monitors/{proxy+}')])).toEqual([]);
  service.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: route });
  expect(format).toMatchObject({ routeKey: '$context.routeKey', status: '$context.status' });
});

it('E2 send and release: a message that cannot be processed is reported as failed and counted', async () => {
  const { handler: send } = await import('../../functions/send/handler.ts');
  const { handler: release } = await import('../../functions/release/handler.ts');

  const failed = { batchItemFailures: [{ itemIdentifier: 'a message' }] };
  await expect(send(messageWith({ episode: 'e', n: 1, monitor: 'm' }))).resolves.toEqual(failed);
  expect(metricsOf('Functionssend')).toEqual(['FailedWork']);
  lines.length = 0;
  await expect(release(messageWith({ window: 'w' }))).resolves.toEqual(failed);
  expect(metricsOf('Functionsrelease')).toEqual(['FailedWork']);
  expect(watchedBy('Work is failing')).toEqual(['FailedWork']);
});

it('E2 S10 cloudwatch: an event that cannot be stored is reported as failed, so that the queue keeps it, and is counted', async () => {
  const { handler } = await import('../../functions/cloudwatch/handler.ts');

  const answer = await handler(messageWith(aStateChange('ALARM', { at: '22:05' })));

  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'a message' }] });
  expect(metricsOf('Functionscloudwatch')).toEqual(['FailedWork']);
});

it('E2 publish: an event that the bus does not accept is reported as failed and counted', async () => {
  const { handler } = await import('../../functions/publish/handler.ts');
  started.aws?.answers((operation) =>
    operation === 'AWSEvents.PutEvents' ? { body: { FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] } } : refusal,
  );
  const event = newEvent(system)('ChangeRequested', { actor: 'system', subject: { type: 'change', id: 'c' }, body: { revision: 1 } });
  const NewImage = marshall(eventRow.toRow(event), { removeUndefinedValues: true });

  const answer = await handler({ Records: [{ dynamodb: { SequenceNumber: '1', NewImage } }] } as never);

  expect(answer.batchItemFailures).toEqual([{ itemIdentifier: '1' }]);
  expect(metricsOf('Functionspublish')).toEqual(['FailedWork']);
});

it.each(['Functionssend', 'Functionssweep'])(
  'S10 the age of the oldest delivery that %s measures is a value of the metric of its alarm',
  (logGroup) => {
    const late = { message: 'measured', unsentSeconds: 301 };
    const filters = Object.values(service.findResources('AWS::Logs::MetricFilter')).map(({ Properties }) => Properties);
    const of = filters.filter(({ LogGroupName }) => String(LogGroupName.Ref).startsWith(logGroup));
    const filter = of.find(({ FilterPattern }) => matchesFilter(FilterPattern, late));

    expect(filter?.MetricTransformations).toEqual([
      { MetricNamespace: 'Quiesce/prod', MetricName: 'OldestUnsentSeconds', MetricValue: '$.unsentSeconds' },
    ]);
    expect(metricsOf(logGroup, [late])).toEqual(['OldestUnsentSeconds']);
    expect(watchedBy('Oldest delivery waits too long')).toEqual(['OldestUnsentSeconds']);
  },
);

it('E2 sweep: a duty that fails is counted, and the delays that it measures are metrics', async () => {
  const { handler } = await import('../../functions/sweep/handler.ts');
  const due = dueRow.toRow(newDue(system)('advance', 'c', systemClock.now()));
  const asked = new Set<string>();
  /** The table has one due row, which is gone when it is asked for again, and the change that the row is about cannot be read. */
  started.aws?.answers((operation, input) => {
    const partition = JSON.stringify(input.ExpressionAttributeValues ?? {});
    if (operation.endsWith('.Query')) {
      const isFirst = partition.includes(due.pk) && !asked.has(due.pk);
      if (isFirst) asked.add(due.pk);
      return { body: { Items: isFirst ? [marshall(due)] : [], Count: 0 } };
    }
    if (operation.endsWith('.GetItem') && JSON.stringify(input.Key).includes('CHANGE#c')) return refusal;
    return { body: {} };
  });

  await handler();

  expect(asked.size).toBe(1);
  const delays = ['HeldPastEndSeconds', 'OldestPendingEventSeconds', 'OldestUnsentSeconds', 'SweepLagSeconds'];
  expect(metricsOf('Functionssweep')).toEqual(['FailedWork', ...delays]);
});
