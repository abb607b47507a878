import { beforeEach, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { agreementRepository } from '../../shared/data/agreement/agreement-repository.ts';
import { outageRepository } from '../../shared/data/outage/outage-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import { windowRepository } from '../../shared/data/window/window-repository.ts';
import { day, plus } from '../../shared/domain/clock.ts';
import type { Outage } from '../../shared/domain/outage/outage.ts';
import { StaleWrite } from '../../shared/domain/store.ts';
import { anAgreement } from '../support/availability.ts';
import { recordsKinds } from '../support/dynamo-table.ts';

const at = '2026-11-24T02:00:00.000Z';

describe.each(recordsKinds)('agreements, outages and windows of services on %s', (_, open) => {
  let records: Records;
  let service: string;
  beforeEach(async () => {
    records = await open();
    service = uuidv7();
  });
  const anOutage = (start: string, end?: string): Outage => ({
    ...{ id: uuidv7(), version: 1, createdAt: at, updatedAt: at, service, start, state: 'down', source: 'manual', reportedBy: 'system' },
    ...(end === undefined ? {} : { end }),
    corrections: [],
  });

  it('L1 versions of an agreement are in order, and none replaces another', async () => {
    const agreements = agreementRepository(records);
    const [first, second] = [anAgreement({ service }), anAgreement({ service, version: 2, validFrom: '2026-12-01' })];
    expect(await agreements.has(service)).toBe(false);
    await records.commit([agreements.add(first)]);
    await records.commit([agreements.add(second)]);

    expect(await agreements.versions(service)).toEqual([first, second]);
    expect(await agreements.has(service)).toBe(true);
    await expect(records.commit([agreements.add({ ...second, target: '90' })])).rejects.toBeInstanceOf(StaleWrite);
  });

  it('L3 what was told of an agreement in a month is noted once, by kind', async () => {
    const agreements = agreementRepository(records);
    const notice = { service, month: '2026-11', kind: 'near-breach', at, version: 1 } as const;
    expect(await agreements.notices(service, '2026-11')).toEqual([]);
    await records.commit([agreements.addNotice(notice)]);
    await records.commit([agreements.addNotice({ ...notice, kind: 'breached' }), agreements.addNotice({ ...notice, month: '2026-12' })]);

    expect((await agreements.notices(service, '2026-11')).map(({ kind }) => kind)).toEqual(['breached', 'near-breach']);
    expect(await agreements.notices(service, '2026-12')).toEqual([{ ...notice, month: '2026-12' }]);
    expect(await agreements.versions(service)).toEqual([]);
    await expect(records.commit([agreements.addNotice(notice)])).rejects.toBeInstanceOf(StaleWrite);
  });

  it('L2 a period finds the outages that overlap it: also long ones that began before, and none that only touch it', async () => {
    const outages = outageRepository(records);
    const before = anOutage(plus(at, -2 * day), at);
    const short = anOutage(plus(at, -1), plus(at, 1));
    const long = anOutage(plus(at, -40 * day), plus(at, 1));
    const endless = anOutage(plus(at, -50 * day));
    const ended = anOutage(plus(at, -60 * day), plus(at, -30 * day));
    const later = anOutage(plus(at, day), plus(at, 2 * day));
    const foreign = { ...short, id: uuidv7(), service: uuidv7() };
    const all = [before, short, long, endless, ended, later, foreign];
    await records.commit(all.map(outages.save));

    expect(await outages.overlapping(service, at, plus(at, day))).toEqual([endless, long, short]);
    const page = await outages.page(service, { limit: 2, from: plus(at, -2 * day), to: plus(at, day) });
    expect(page.items).toEqual([before, short]);
  });

  it('L2 the services of an alert and the alerts of a service are kept beside the outages', async () => {
    const outages = outageRepository(records);
    const episode = uuidv7();
    const alert = { episode, version: 1, services: [{ service, state: 'degraded' as const, item: service }] };
    const impairment = { episode, items: [service], item: service, start: at, reportedBy: 'system' };
    const impairments = { service, version: 1, impairments: [impairment] };
    expect(await outages.findAlert(episode)).toBeUndefined();
    expect(await outages.findImpairments(service)).toBeUndefined();
    await records.commit([outages.saveAlert(alert), outages.saveImpairments(impairments)]);

    expect(await outages.findAlert(episode)).toEqual(alert);
    expect(await outages.findImpairments(service)).toEqual(impairments);
    await expect(records.commit([outages.saveImpairments(impairments)])).rejects.toBeInstanceOf(StaleWrite);
    expect(await outages.page(service, { limit: 10 })).toEqual({ items: [] });
  });

  it('L2 an outage that ends is no longer among those that go on', async () => {
    const outages = outageRepository(records);
    const open = anOutage(plus(at, -50 * day));
    await records.commit([outages.save(open)]);
    const closed: Outage = { ...open, version: 2, end: plus(at, -49 * day) };
    await records.commit([outages.save(closed)]);

    expect(await outages.overlapping(service, at, plus(at, day))).toEqual([]);
    expect(await outages.find(open.id)).toEqual(closed);
    await expect(records.commit([outages.save(closed)])).rejects.toBeInstanceOf(StaleWrite);
  });

  it('L2 the windows of a service are read by their start, from 14 days before a period', async () => {
    const windows = windowRepository(records);
    const row = (start: string) => ({
      ...{ service, window: uuidv7(), change: uuidv7(), revision: 1, digest: 'd', version: 1 as const },
      ...{ start, end: plus(start, day) },
    });
    const [early, inside, late] = [row(plus(at, -15 * day)), row(plus(at, -14 * day)), row(plus(at, day))];
    await records.writeOnce([early, inside, late].map(windows.saveServiceWindow));

    expect(await windows.ofService(service, at, plus(at, day))).toEqual([inside]);
  });
});
