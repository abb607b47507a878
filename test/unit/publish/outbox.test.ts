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
import { worldOn } from '../../support/world.ts';

/** The outbox over the fake: what was committed as the stream would carry it, and a bus that refuses the names it is told. */
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
      const taken = !refused.has(event.name);
      if (taken) bus.push(event);
      return taken;
    });
  const context = { ...world, put };
  const none = async (): Promise<void> => undefined;
  return {
    records,
    world,
    clock,
    stream,
    refused,
    unreadable: records.unreadableRows,
    names: () => bus.map(({ name }) => name),
    publish: onStream(context),
    sweep: sweep({
      ...world,
      duties: { advance: none, workflow: none, release: none, deliver: none, 'expire-scope': none },
      publish: publishEvents(context),
      failed: () => undefined,
      budgetMillis: 1_000,
    }),
    happens: (...names: readonly EventName[]) =>
      world.store.commit(
        names.map((name) =>
          world.events.record(
            newEvent(world)(name, { actor: 'system', subject: { type: 'change', id: world.ids.next() }, body: { revision: 1 } }),
          ),
        ),
      ),
  };
};

it('E3 what is committed is published, and then pending no more', async () => {
  const { happens, publish, stream, names, clock, sweep: sweepNow } = outbox();
  await happens('ChangeRequested', 'ChangeSubmitted');

  expect(await publish([...stream])).toEqual({ batchItemFailures: [] });

  clock.advance(5 * minute);
  await sweepNow();
  expect(names()).toEqual(['ChangeRequested', 'ChangeSubmitted']);
});

it('E3 what publishing writes makes no record that is published again', async () => {
  const { happens, publish, stream, names } = outbox();
  await happens('ChangeRequested');
  await publish([...stream]);
  const marks = stream.slice(1);
  expect(marks).toHaveLength(1);

  await publish(marks);

  expect(names()).toEqual(['ChangeRequested']);
});

it('E1 a stream record that comes twice is an event that consumers see twice, and one row', async () => {
  const { happens, publish, stream, names, clock, sweep: sweepNow } = outbox();
  await happens('ChangeApproved');
  const [record] = stream as [DynamoDBRecord];

  const answers = [await publish([record]), await publish([record]), ...(await Promise.all([publish([record]), publish([record])]))];

  expect(answers).toEqual(answers.map(() => ({ batchItemFailures: [] })));
  expect(new Set(names())).toEqual(new Set(['ChangeApproved']));
  const before = names().length;
  clock.advance(5 * minute);
  await sweepNow();
  expect(names()).toHaveLength(before);
});

it('E3 an entry that the bus refuses is reported, stays pending, and the sweep publishes it two minutes on', async () => {
  const { happens, publish, stream, refused, names, clock, sweep: sweepNow } = outbox();
  await happens('ChangeRequested', 'ChangeSubmitted', 'ChangeApproved');
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

it('E3 a bus that answers nothing loses nothing', async () => {
  const { world, happens, stream, names, clock, sweep: sweepNow } = outbox();
  await happens('ChangeRequested');
  const away = onStream({
    ...world,
    put: async () => {
      throw new Error('EventBridge does not answer');
    },
  });

  await expect(away([...stream])).rejects.toThrow('does not answer');

  clock.advance(3 * minute);
  await sweepNow();
  expect(names()).toEqual(['ChangeRequested']);
});

it('E3 one bad record stops nobody: not the batch, and not the sweep', async () => {
  const { world, records, happens, publish, stream, names, unreadable, clock, sweep: sweepNow } = outbox();
  await happens('ChangeRequested');
  const [row] = records.all() as [Row];
  const bad = { ...row, sk: 'EVENT#bad', data: { ...row.data, time: 17 } };
  await world.records.writeOnce([{ label: 'bad', kind: 'put', key: { pk: row.pk, sk: 'EVENT#bad' }, when: 'absent', row: bad } as never]);
  await happens('ChangeSubmitted');
  const record = { dynamodb: { SequenceNumber: '0', NewImage: marshall(bad) as Record<string, never> } };

  expect(await publish([record, ...stream.slice(0, 1)])).toEqual({ batchItemFailures: [] });
  expect(names()).toEqual(['ChangeRequested']);
  expect(unreadable).toHaveLength(1);

  clock.advance(3 * minute);
  await sweepNow();
  expect(names()).toEqual(['ChangeRequested', 'ChangeSubmitted']);
  expect(unreadable).toHaveLength(2);
});

it('E3 records of other rows are none of its business', async () => {
  const { publish } = outbox();
  const other = { dynamodb: { SequenceNumber: '1', NewImage: marshall({ type: 'Change', version: 1 }) as Record<string, never> } };

  expect(await publish([other, { eventName: 'REMOVE', dynamodb: { SequenceNumber: '2' } }, {}])).toEqual({ batchItemFailures: [] });
});
