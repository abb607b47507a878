import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { previewChange } from '../../../shared/application/change/preview-change.ts';
import { submitChange } from '../../../shared/application/change/submit-change.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { Conflict, conflictKinds } from '../../../shared/domain/change/conflict.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { changeDesk, noon } from '../../support/changes.ts';
import { redundantPair, redundantServers } from '../../support/redundant-pair.ts';
import { relate } from '../../support/related.ts';

const window = { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'planned' };
const plain = { ...window, suppress: false };

const kindsOf = ({ conflicts }: Pick<Change, 'conflicts'>) => conflicts.map(({ kind, severity }) => `${kind} ${severity}`);

it('H2 the other side of a redundant pair at the same time is refused, and named in the errors', async () => {
  const desk = await changeDesk();
  const [one, other] = await redundantPair(desk);
  await desk.scheduled({ window, items: [one] });

  const second = desk.request({ window, items: [other], implementer: desk.rita.id });

  await expect(second).rejects.toBeDomainError('change/conflict');
  await expect(second).rejects.toMatchObject({ errors: [{ pointer: '/window', code: 'conflict/redundant-side' }] });
  const later = { ...window, start: window.end, end: plus(window.end, hour) };
  expect((await desk.request({ window: later, items: [other] })).status).toBe('assessing');
});

it('H2 of a group of three that needs one, two may be changed at once, but not the third', async () => {
  const desk = await changeDesk();
  const [one = '', two = '', three = ''] = await redundantServers(desk, 3, 1);
  await desk.scheduled({ window, items: [one] });
  expect((await desk.scheduled({ window, items: [two] })).status).toBe('scheduled');

  await expect(desk.request({ window, items: [three] })).rejects.toBeDomainError('change/conflict');
});

it('H2 the other side is found by a change that was assessed before the group was made', async () => {
  const desk = await changeDesk();
  const [one, other] = [await desk.ci('web-a'), await desk.ci('web-b')];
  const early = await desk.awaiting({ window, items: [one] });
  const shop = await desk.ci('shop', { class: 'service' });
  const redundancy = [{ group: 'web', minimumUp: 1, members: 2 }];
  await relate(
    desk.world,
    [one, other].map((target) => ({ source: shop, type: 'depends-on', target, redundancy })),
  );
  await desk.scheduled({ window, items: [other] });

  const blocked = await desk.vote(early, desk.anna);

  expect(blocked.status).toBe('awaiting-approval');
  expect(kindsOf(blocked)).toContain('redundant-side blocking');
});

it('H2 a named group takes its members: a change of the group and one of a member conflict', async () => {
  const desk = await changeDesk();
  const group = await desk.ci('all-web', { class: 'group' });
  await relate(desk.world, [{ source: desk.server, type: 'member-of', target: group }]);
  await desk.scheduled({ window, items: [group] });

  await expect(desk.request({ window, items: [desk.server] })).rejects.toBeDomainError('change/conflict');
});

it('H2 a CI that another change takes down as a dependant cannot be changed at that time, but two changes may take one dependant down', async () => {
  const desk = await changeDesk();
  const shop = await desk.ci('shop', { class: 'service' });
  await relate(
    desk.world,
    [desk.server, desk.database].map((target) => ({ source: shop, type: 'depends-on', target })),
  );
  const covering = { ...window, dependants: { types: ['depends-on'], hops: 1 } };
  await desk.scheduled({ window: covering, items: [desk.server] });

  await expect(desk.request({ window, items: [shop] })).rejects.toBeDomainError('change/conflict');
  const both = await desk.request({ window: covering, items: [desk.database], implementer: desk.rita.id });
  expect(kindsOf(both)).toEqual(['dependency warning']);
});

it('H2 a change of a CI on which a CI of another change depends is warned of, and scheduled', async () => {
  const desk = await changeDesk();
  await relate(desk.world, [{ source: desk.server, type: 'depends-on', target: desk.database }]);
  const first = await desk.scheduled({ window, items: [desk.server] });

  const second = await desk.scheduled({ window, items: [desk.database], implementer: desk.rita.id });

  expect(second.status).toBe('scheduled');
  expect(second.conflicts).toMatchObject([
    { kind: 'dependency', severity: 'warning', change: first.id, items: [desk.server, desk.database] },
  ]);
});

it('H2 one implementer in two windows at once is warned of, also if the changes share no CI', async () => {
  const desk = await changeDesk();
  await desk.scheduled({ window, items: [desk.server] });

  expect(kindsOf(await desk.scheduled({ window, items: [desk.database] }))).toEqual(['implementer warning']);
  expect(kindsOf(await desk.scheduled({ window: { ...window, start: window.end, end: plus(window.end, hour) } }))).toEqual([]);
});

it('H2 two changes without downtime on one CI are warned of', async () => {
  const desk = await changeDesk();
  await desk.scheduled({ window: plain });

  expect(kindsOf(await desk.scheduled({ window: plain, implementer: desk.rita.id }))).toEqual(['no-downtime-overlap warning']);
});

it('H2 a conflict that was stored before there were several kinds is read as blocking', () => {
  const stored = { kind: 'same-ci', change: noonId, number: 'CHG-000001', window: noonId, items: [noonId] };

  expect(Conflict().parse(stored)).toEqual({ ...stored, severity: 'blocking', detail: '' });
});

it('H1 the preview of a draft shows scope, services, conflicts, approvers and what would be quiet, and writes nothing', async () => {
  const desk = await changeDesk();
  const [one, other] = await redundantPair(desk);
  const blocker = await desk.scheduled({ window, items: [one] });
  const draft = await desk.request({ window, items: [other], submit: false });
  const rows = desk.records.all().length;

  const preview = await previewChange({ ...desk.world, ...desk.context })(draft, desk.rita);

  expect(preview).toMatchObject({
    scope: { count: 1, truncated: false, items: [other] },
    impact: { services: [{ name: 'shop', state: 'degraded', agreedDowntime: 'PT3600S', budgetLeft: null }] },
    risk: { level: 'moderate', reasons: [{ rule: 'redundancy' }] },
    conflicts: [
      { kind: 'redundant-side', severity: 'blocking', change: blocker.id, items: [one] },
      { kind: 'implementer', severity: 'warning' },
    ],
    policy: { levels: [{ name: 'approvers', needed: 1 }] },
    quiet: { items: [other], pagesAfterAt: window.end },
  });
  expect(desk.records.all()).toHaveLength(rows);
});

it('H1 the preview of a submitted change shows the frozen scope, also after the relations have changed', async () => {
  const desk = await changeDesk();
  const covering = { ...window, dependants: { types: ['depends-on'], hops: 1 } };
  const draft = await desk.request({ window: covering, items: [desk.database], submit: false });
  const before = await previewChange({ ...desk.world, ...desk.context })(draft, desk.rita);
  await submitChange(desk.context)(draft.id, desk.rita);
  const change = await assessChange(desk.context)(draft.id);
  await relate(desk.world, [{ source: desk.server, type: 'depends-on', target: desk.database }]);

  const preview = await previewChange({ ...desk.world, ...desk.context })(change, desk.rita);

  expect(preview.scope).toEqual(before.scope);
  expect(preview.scope).toMatchObject({ count: 1, digest: change.scope?.digest });
});

it('T8 scheduling a change reads the reservations of the shards of its CIs only, and its transaction is small', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting({ window: { ...window, end: plus(window.start, 30 * minute) } });
  const calls = { queries: 0, largest: 0 };
  desk.records.before = (operation, writes = []) => {
    if (operation === 'query') calls.queries += 1;
    if (operation === 'commit') calls.largest = Math.max(calls.largest, writes.length);
  };

  expect((await desk.vote(change, desk.anna)).status).toBe('scheduled');

  expect(calls.queries).toBeLessThan(12);
  expect(calls.largest).toBeLessThan(12);
});

it('H2 docs/changes.md lists exactly the kinds of conflicts of the code, with their severities', () => {
  const [, table = ''] = readFileSync('docs/changes.md', 'utf8').split(/^\| Kind \| Severity .*\n\| ---.*\n/m);
  const documented = [...(table.split('\n\n')[0] ?? '').matchAll(/^\| `(.+?)` \| (\w+) \| .+ \|$/gm)].map(([, kind, severity]) => [
    kind,
    severity,
  ]);

  expect(documented).toEqual(Object.entries(conflictKinds).map(([kind, { severity }]) => [kind, severity]));
});

const noonId = '01900000-0000-7000-8000-0000000000ff';
