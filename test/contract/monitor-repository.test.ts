import { beforeAll, describe, expect, it } from '@jest/globals';
import { monitorRow } from '../../shared/data/monitor/monitor-rows.ts';
import type { Records } from '../../shared/data/records.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { type Monitor, type MonitorRepository, Monitors } from '../../shared/domain/monitor/monitor.ts';
import { commitUnique } from '../../shared/domain/unique.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { aMonitor } from '../support/monitors.ts';

describe.each(recordsKinds)('the repository of monitors on %s', (_, open) => {
  let records: Records;
  let monitors: MonitorRepository;
  beforeAll(async () => {
    records = await open();
    monitors = resourceRepository<Monitor>(records, Monitors, monitorRow);
  });
  const saved = async (overrides: Partial<Monitor>) => {
    const monitor = aMonitor(overrides);
    await records.commit(monitors.save(monitor));
    return monitor;
  };

  it('W1 mapping rules keep their order and the instants at which they were added', async () => {
    const [first, second] = ['2026-11-20T00:00:00.000Z', '2026-11-10T00:00:00.000Z'];
    const mapping = [
      { label: 'instance', scheme: 'hostname', addedAt: first },
      { label: 'ci', scheme: 'name', addedAt: second },
    ];
    const monitor = await saved({ name: 'mapped', mapping, neverSuppress: ['severity="security"'], graceSeconds: 0 });

    expect(await monitors.get(monitor.id)).toEqual(monitor);
  });

  it('M5 a receiver is stored with its encrypted secret', async () => {
    const receiver = { kind: 'webhook', url: 'https://pager.test/other', sealedSecret: 'c2VhbGVk+/=' } as const;
    const monitor = await saved({ name: 'sealed', receiver });

    expect((await monitors.get(monitor.id)).receiver).toEqual(receiver);
  });

  it('T3 a name belongs to one monitor in any case, and is free again when that monitor changes it', async () => {
    const monitor = await saved({ name: 'Prometheus' });

    await expect(commitUnique(records, 'monitor', monitors.save(aMonitor()))).rejects.toBeDomainError('monitor/name-taken');
    await records.commit(monitors.save({ ...monitor, version: 2, name: 'Prometheus two' }, monitor));
    const next = await saved({ name: 'PROMETHEUS' });

    expect(await monitors.ownerOf({ scheme: 'name', value: 'prometheus' })).toBe(next.id);
    expect(await monitors.ownerOf({ scheme: 'name', value: 'prometheus two' })).toBe(monitor.id);
  });

  it('T2 of two changes on the same version of a monitor, one is refused', async () => {
    const monitor = await saved({ name: 'contended' });
    const change = (overrides: Partial<Monitor>) => records.commit(monitors.save({ ...monitor, ...overrides, version: 2 }, monitor));

    await change({ repeatIntervalSeconds: 3_600 });

    await expect(change({ preExisting: 'quiet' })).rejects.toBeStaleWrite();
    expect(await monitors.get(monitor.id)).toEqual({ ...monitor, version: 2, repeatIntervalSeconds: 3_600 });
  });

  it('I4 monitors are listed in the order of creation, until they are removed', async () => {
    const [one, other] = [await saved({ name: 'to stay' }), await saved({ name: 'to go' })];
    await records.commit(monitors.remove(other, other.updatedAt));

    const { items } = await monitors.page({ limit: 200 });

    expect(items.at(-1)).toEqual(one);
    expect(items.map(({ id }) => id)).not.toContain(other.id);
  });
});
