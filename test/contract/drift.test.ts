import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { receiveConfigEvent } from '../../shared/application/drift/receive-config-event.ts';
import { plus } from '../../shared/domain/clock.ts';
import type { ConfigurationItem } from '../../shared/domain/configuration-item/configuration-item.ts';
import { aConfigEvent } from '../support/config-events.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { byTest } from '../support/items.ts';
import { type World, worldOn } from '../support/world.ts';

const at = '2026-11-24T02:00:00.000Z';

describe.each(recordsKinds)('drift on %s', (_, open) => {
  let world: World;
  beforeAll(async () => {
    world = worldOn(await open());
  });

  /** A CI in service that has the ARN of a resource of its own. */
  const anInstance = async () => {
    const id = uuidv7();
    const arn = `arn:aws:ec2:eu-central-1:123456789012:instance/${id}`;
    const fields = {
      name: `web ${id}`,
      class: 'server',
      criticality: 'low',
      stage: 'live',
      labels: {},
      contactGroups: [],
      attributes: {},
    } as const;
    const stamps = { id, version: 1, createdAt: at, updatedAt: at };
    const ci: ConfigurationItem = { ...stamps, ...fields, contactGroups: [], aliases: [{ scheme: 'aws-arn', value: arn }] };
    await world.store.commit(world.configurationItems.save(ci, byTest));
    return { id, arn };
  };
  const receive = (event: object) => receiveConfigEvent({ ...world, configFiles: { read: async () => undefined } })(event);

  it('C7 of many deliveries at once, of the same and of other events, one unauthorized change and one draft come', async () => {
    const { id, arn } = await anInstance();
    const events = [0, 0, 0, 1, 2, 3].map((seconds) => aConfigEvent({ arn, at: plus(at, seconds * 1_000) }));

    const outcomes = await Promise.all(events.map(receive));

    expect(outcomes.filter((outcome) => outcome === 'recorded')).toHaveLength(1);
    const { items } = await world.unauthorizedChanges.page({ limit: 100 }, { item: id });
    expect(items).toMatchObject([{ source: 'aws-config', status: 'open', observedAt: plus(at, 3_000) }]);
    expect(await world.changes.find(items[0]?.draft ?? '')).toMatchObject({ status: 'draft', type: 'emergency', items: [id] });
    const state = await world.drift.find(id);
    expect(state).toMatchObject({ captures: [{ arn, at: plus(at, 3_000) }], unauthorizedChange: items[0]?.id });
    const told = (await world.events.of({ type: 'item', id })).filter(({ name }) => name === 'UnauthorizedChangeDetected');
    expect(told).toHaveLength(1);
  });
});
