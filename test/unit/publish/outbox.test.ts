import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from '@jest/globals';
import type { DynamoDBRecord } from 'aws-lambda';
import { onStream } from '../../../functions/publish/on-stream.ts';
import { publishEvents } from '../../../shared/application/event/publish-events.ts';
import { sweep } from '../../../shared/application/sweep/sweep.ts';
import type { Row } from '../../../shared/data/records.ts';
import { minute } from '../../../shared/domain/clock.ts';
import type { Event } from '../../../shared/domain/event/event.ts';
import type { EventName } from '../../../shared/domain/event/event-catalog.ts';
import { newEvent } from '../../../shared/domain/event/new-event.ts';
import { countingIds, settableClock } from '../../support/api.ts';
import { inMemoryRecords } from '../../support/in-memory-records.ts';
import { runningAs } from '../../support/table-calls.ts';
import { worldOn } from '../../support/world.ts';

/** The outbox over the in-memory table, with the stream records of all commits and a bus that refuses the events named in `refused`. */
const outbox = () => {
  const records = inMemoryRecords();
  const clock = settableClock();
  const world = worldOn(records, clock, countingIds());
  const stream: DynamoDBRecord[] = [];
  const bus: Event[] = [];
  const refused = new Set<string>();
  records.committed = (rows) => {
    for (const row of rows)
      stream.push({ dynamodb: { SequenceNumber: `${stream.length + 1}`, NewImage: marshall(row) as Record<string, never> } });
  };
  const put = async (events: readonly Event[]): Promise<boolean[]> =>
    events.map((event) => {
      const accepted = !refused.has(event.name);
      if (accepted) bus.push(event);
      return accepted;
    });
  const reported: number[] = [];
  const context = { ...world, put, notPublished: (events: number) => void reported.push(events) };
  const noDuty = async (): Promise<void> => undefined;
  return {
    records,
    world,
    clock,
    stream,
    refused,
    reported,
    unreadable: records.unreadableRows,
    names: () => bus.map(({ name }) => name),
    publish: runningAs('publish', onStream(context)),
    sweep: sweep({
      ...world,
      duties: {
        advance: noDuty,
        workflow: noDuty,
        release: noDuty,
        deliver: noDuty,
        'expire-scope': noDuty,
        restore: noDuty,
        overdue: noDuty,
        reconsider: noDuty,
        'free-seats': noDuty,
        license: noDuty,
        'hold-dependants': noDuty,
        remind: noDuty,
        raise: noDuty,
        prompt: noDuty,
        digest: noDuty,
        'alert-outage': noDuty,
        'change-outage': noDuty,
        'window-breach': noDuty,
        'terms-breach': noDuty,
        breach: noDuty,
      },
      publish: publishEvents(context),
      failed: () => undefined,
      notPublished: context.notPublished,
      measured: () => undefined,
      budgetMillis: 1_000,
    }),
    commit: (...names: readonly EventName[]) =>
      world.store.commit(
        names.map((name) =>
          world.events.record(
            newEvent(world)(name, { actor: 'system', subject: { type: 'change', id: world.ids.next() }, body: { revision: 1 } }),
          ),
        ),
      ),
  };
};

it('E3 a committed event is published and is then no longer pending', async () => {
  const { commit, publish, stream, names, clock, sweep: sweepNow } = outbox();
  await commit('ChangeRequested', 'ChangeSubmitted');

  expect(await publish([...stream])).toEqual({ batchItemFailures: [] });

  clock.advance(5 * minute);
  await sweepNow();
  expect(names()).toEqual(['ChangeRequested', 'ChangeSubmitted']);
});

it('E3 the write that marks an event as published does not publish it again', async () => {
  const { commit, publish, stream, names } = outbox();
  await commit('ChangeRequested');
  await publish([...stream]);
  const marks = stream.slice(1);
  expect(marks).toHaveLength(1);

  await publish(marks);

  expect(names()).toEqual(['ChangeRequested']);
});

it('E1 a repeated stream record may reach consumers twice, but the event stays one row', async () => {
  const { commit, publish, stream, names, clock, sweep: sweepNow } = outbox();
  await commit('ChangeApproved');
  const [record] = stream as [DynamoDBRecord];

  const answers = [await publish([record]), await publish([record]), ...(await Promise.all([publish([record]), publish([record])]))];

  expect(answers).toEqual(answers.map(() => ({ batchItemFailures: [] })));
  expect(new Set(names())).toEqual(new Set(['ChangeApproved']));
  const before = names().length;
  clock.advance(5 * minute);
  await sweepNow();
  expect(names()).toHaveLength(before);
});

it('E3 an event that the bus refuses is reported and stays pending, and the sweep publishes it after two minutes', async () => {
  const { commit, publish, stream, refused, names, clock, sweep: sweepNow } = outbox();
  await commit('ChangeRequested', 'ChangeSubmitted', 'ChangeApproved');
  refused.add('ChangeSubmitted');

  expect(await publish([...stream])).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  expect(names()).toEqual(['ChangeRequested', 'ChangeApproved']);

  refused.clear();
  clock.advance(2 * minute - 1);
  await sweepNow();
  expect(names()).toHaveLength(2);
  clock.advance(2);
  await sweepNow();
  await sweepNow();
  expect(names()).toEqual(['ChangeRequested', 'ChangeApproved', 'ChangeSubmitted']);
});

it('E3 no event is lost if the bus does not answer', async () => {
  const { world, commit, stream, names, clock, sweep: sweepNow } = outbox();
  await commit('ChangeRequested');
  const publishWithoutBus = onStream({
    ...world,
    notPublished: () => undefined,
    put: async () => {
      throw new Error('EventBridge does not answer');
    },
  });

  await expect(publishWithoutBus([...stream])).rejects.toThrow('does not answer');

  clock.advance(3 * minute);
  await sweepNow();
  expect(names()).toEqual(['ChangeRequested']);
});

it('E3 an invalid record stops neither its batch nor the sweep', async () => {
  const { world, records, commit, publish, stream, names, unreadable, clock, sweep: sweepNow } = outbox();
  await commit('ChangeRequested');
  const [row] = records.all() as [Row];
  const bad = { ...row, sk: 'EVENT#bad', data: { ...row.data, time: 17 } };
  await world.records.writeOnce([{ label: 'bad', kind: 'put', key: { pk: row.pk, sk: 'EVENT#bad' }, when: 'absent', row: bad } as never]);
  await commit('ChangeSubmitted');
  const record = { dynamodb: { SequenceNumber: '0', NewImage: marshall(bad) as Record<string, never> } };

  expect(await publish([record, ...stream.slice(0, 1)])).toEqual({ batchItemFailures: [] });
  expect(names()).toEqual(['ChangeRequested']);
  expect(unreadable).toHaveLength(1);

  clock.advance(3 * minute);
  await sweepNow();
  expect(names()).toEqual(['ChangeRequested', 'ChangeSubmitted']);
  expect(unreadable).toHaveLength(2);
});

it('E3 stream records of other rows are ignored', async () => {
  const { publish } = outbox();
  const other = { dynamodb: { SequenceNumber: '1', NewImage: marshall({ type: 'Change', version: 1 }) as Record<string, never> } };

  expect(await publish([other, { eventName: 'REMOVE', dynamodb: { SequenceNumber: '2' } }, {}])).toEqual({ batchItemFailures: [] });
});
