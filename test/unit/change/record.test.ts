import { expect, it } from '@jest/globals';
import { recordPage } from '../../../functions/changes/record-page.ts';
import { registerAsset } from '../../../shared/application/asset/register-asset.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { patchConfigurationItem } from '../../../shared/application/configuration-item/patch-configuration-item.ts';
import { mergeItems } from '../../../shared/application/item/merge-items.ts';
import { AssetDraft } from '../../../shared/domain/asset/asset.ts';
import { changeDesk } from '../../support/changes.ts';
import { deskApi } from '../../support/desk-api.ts';

const hostile = '<script>alert(1)</script>';

/** A finished change of a CI, under which the CI was changed, and the record that an auditor reads. */
const recorded = async () => {
  const desk = await changeDesk();
  const manager = { kind: 'person', id: desk.max.id, roles: ['configuration-manager'], teams: [] } as const;
  const change = await desk.implementing({ reason: hostile });
  const edit = (attributes: object, of = change.id, item = desk.database) =>
    patchConfigurationItem(desk.world)(item, { attributes }, 'any', { caller: manager, change: of });
  await edit({ engine: hostile });
  await edit({ cores: 8 });
  await finishChange(desk.context)(change.id, { outcome: 'successful' }, desk.ian);
  const api = await deskApi(desk);
  const auditor = api.as('auditor');
  return { desk, change, read: (headers?: Record<string, string>) => auditor.get(`/v1/changes/${change.number}/record`, headers) };
};

it('E4 the record of a change has what was asked, who decided, what was changed under it, its alerts and all its events', async () => {
  const { desk, change, read } = await recorded();

  const { status, body } = await read();

  expect([status, body.truncated]).toEqual([200, false]);
  expect(body.change).toMatchObject({ id: change.id, requesterName: 'Rita', outcomes: [{ item: desk.database, outcome: 'successful' }] });
  expect(body.approvals.items).toMatchObject([{ name: 'Anna', decision: 'approve' }]);
  expect(body.alerts).toMatchObject({ quiet: 0, items: [] });
  expect(body.edits).toMatchObject([
    {
      item: desk.database,
      itemName: 'orders-db-1',
      facet: 'ci',
      actorName: 'Max',
      differences: [{ path: '/attributes/engine', to: hostile }],
    },
    { facet: 'ci', differences: [{ path: '/attributes/cores', from: null, to: 8 }] },
  ]);
  expect(body.events.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(['ChangeRequested', 'ChangeSubmitted', 'DecisionMade', 'ChangeScheduled', 'ChangeStarted', 'ChangeFinished']),
  );
});

it('E4 the record is also a page to print, on which texts of people are no markup', async () => {
  const { read } = await recorded();

  const { status, headers, body } = await read({ accept: 'text/html' });

  expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  for (const text of [
    'Requested by</dt><dd>Rita',
    'Anna, approve',
    'orders-db-1: successful',
    '/attributes/cores: null → 8',
    'ChangeFinished, by Ian',
  ])
    expect(body).toContain(text);
  expect(body).not.toContain(hostile);
  expect(body).toContain('&lt;script&gt;');
});

/** What a record may have beside what this change has, each with the text by which a reader finds it. */
const onPage: readonly (readonly [part: 'change' | 'approvals', fields: object, text: string])[] = [
  ['change', { links: [{ rel: 'ticket', href: 'https://tickets.test/1' }] }, 'ticket: https://tickets.test/1'],
  ['change', { externalReference: { system: 'jira', id: 'OPS-1' } }, 'jira=OPS-1'],
  ['change', { templateName: 'short-maintenance', templateVersion: 2 }, 'short-maintenance, version 2'],
  ['change', { riskReasons: [{ rule: 'lost-redundancy', detail: 'the pair loses a side' }] }, 'the pair loses a side'],
  ['change', { onBehalfOf: 'p', onBehalfOfName: 'Zoe' }, 'On behalf of</dt><dd>Zoe'],
  ['change', { overrun: true }, 'longer than the window'],
  ['change', { notStarted: true }, 'before the work was started'],
  ['change', { retrospective: { by: 'p', byName: 'Zoe', due: '2026-11-25T02:00:00.000Z', state: 'rejected' } }, 'by Zoe; rejected'],
  ['change', { extension: { by: 'p', byName: 'Zoe', reason: 'slow disks' } }, 'Zoe: slow disks'],
  ['change', { conflicts: [{ kind: 'same-ci', severity: 'blocking', number: 'CHG-9', items: [], detail: 'both' }] }, 'with CHG-9: both'],
  ['change', { overrides: [{ kind: 'freeze', by: 'p', byName: 'Zoe', reason: 'exploited', at: '2026-11-24T02:00:00.000Z' }] }, 'exploited'],
  [
    'change',
    { outcomes: [{ item: 'i', name: 'db', outcome: 'failed', services: [{ service: 's', name: 'shop', state: 'down' }] }] },
    'db: failed (shop is down)',
  ],
  ['approvals', { policy: { name: 'production', version: 7 } }, 'version 7 of the policy production'],
];

it.each(onPage)('E4 the page of a record shows what the %s has of %j', async (part, fields, text) => {
  const { read } = await recorded();
  const { body: record } = await read();
  const extended = { ...record, [part]: { ...record[part], ...fields } };

  expect(recordPage(record)).not.toContain(text);
  expect(recordPage(extended)).toContain(text);
});

it('E4 P3 P9 the page of a record shows for whom was decided, at which level, on what evidence, and what was withdrawn', async () => {
  const { read } = await recorded();
  const { body: record } = await read();
  const evidence = { system: 'sap', reference: 'R-1', href: 'https://sap.test/R-1' };
  const decision = { ...record.approvals.items[0], for: 'p', forName: 'Zoe', level: 2, evidence };
  const withdrawn = [{ ...decision, withdrawn: { at: '2026-11-24T02:00:00.000Z', by: 'p', reason: 'second thoughts' } }];
  const text = recordPage({ ...record, approvals: { ...record.approvals, items: [decision], withdrawn } });

  expect(text).toContain('Anna, approve, level 2, for Zoe (sap R-1, https://sap.test/R-1)');
  expect(text).toContain('counts no more since 2026-11-24 02:00 UTC: second thoughts');
});

it('E4 what was changed before the change, or under another, is not in its record', async () => {
  const desk = await changeDesk();
  const draft = await desk.request({ submit: false });
  const other = await desk.implementing({ items: [desk.server] });
  const manager = { kind: 'person', id: desk.max.id, roles: ['configuration-manager'], teams: [] } as const;
  await patchConfigurationItem(desk.world)(desk.server, { attributes: { cores: 4 } }, 'any', { caller: manager, change: other.id });
  await patchConfigurationItem(desk.world)(desk.server, { labels: { rack: '1' } }, 'any', { caller: manager });
  const viewer = (await deskApi(desk)).as('viewer');
  const editsOf = async (id: string) => (await viewer.get(`/v1/changes/${id}/record`)).body.edits;

  expect(await editsOf(draft.id)).toEqual([]);
  expect(await editsOf(other.id)).toMatchObject([{ differences: [{ path: '/attributes/cores' }] }]);
  expect((await viewer.get('/v1/changes/CHG-999999/record')).status).toBe(404);
});

it('E4 C1 what was changed of either facet of a merged item is in the record, under the id that stays', async () => {
  const desk = await changeDesk();
  const manager = { kind: 'person', id: desk.max.id, roles: ['configuration-manager', 'asset-manager'], teams: [] } as const;
  const asset = await registerAsset(desk.world)(AssetDraft().parse({ name: 'database server', kind: 'hardware' }), manager);
  const change = await desk.implementing();

  await mergeItems(desk.world)(asset.id, desk.database, { caller: manager, change: change.id });

  const { edits } = (await (await deskApi(desk)).as('viewer').get(`/v1/changes/${change.id}/record`)).body;
  expect(edits).toMatchObject([
    { item: asset.id, facet: 'ci' },
    { item: asset.id, facet: 'asset' },
  ]);
});
