import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { gatesOf, stages, stagesAfter } from '../../../shared/domain/configuration-item/stage-table.ts';
import { kindNamed, monitorKindNames } from '../../../shared/domain/monitor/kinds/kinds.ts';
import type { ApiAnswer } from '../../support/api.ts';
import { areaEndpoints } from '../../support/areas.ts';
import { stageApi } from '../../support/stages.ts';

const codeOf = ({ status, body }: ApiAnswer) => [status, body?.code];
const gates = { live: ['owner', 'contacts', 'runbook'], decommissioned: ['data-erased'] };

describe('the stages of a configuration item', () => {
  it('C4 docs/configuration-items.md lists exactly the steps of the code', () => {
    const [, table = ''] = readFileSync('docs/configuration-items.md', 'utf8').split(/^\| Stage .*\n\| ---.*\n/m);
    const rows = (table.split('\n\n')[0] ?? '').split('\n').map((row) => [...row.matchAll(/`([a-z]+)`/g)].map(([, name]) => name));

    expect(rows).toEqual(stages.map((stage) => [stage, ...stagesAfter[stage]]));
  });

  it('C4 a step passes the gates of all stages on its way, and a step back those of its end', () => {
    const of = { live: ['owner', 'runbook'], decommissioned: ['owner', 'data-erased'] };

    expect(gatesOf(of, undefined, 'test')).toEqual([]);
    expect(gatesOf(of, 'test', 'retiring')).toEqual(['owner', 'runbook']);
    expect(gatesOf(of, 'design', 'decommissioned')).toEqual(['owner', 'runbook', 'data-erased']);
    expect(gatesOf(of, 'live', 'decommissioned')).toEqual(['owner', 'data-erased']);
    expect(gatesOf(of, 'retiring', 'live')).toEqual(['owner', 'runbook']);
    expect(gatesOf(of, 'build', 'design')).toEqual([]);
  });

  it('C4 every step that the table does not have is refused', async () => {
    const { ci, move, readiness } = stageApi();
    for (const from of stages) {
      for (const to of stages.filter((stage) => !stagesAfter[from].includes(stage))) {
        const { id } = await ci({ name: `${from} ${to}`, stage: from });
        expect([from, to, ...codeOf(await move(id, to))]).toEqual([from, to, 409, 'stage/not-allowed']);
        expect((await readiness(id, to)).blockers).toMatchObject([{ code: 'stage/not-allowed' }]);
      }
    }
  });

  it('C4 every missing gate is named, evidence is stored with who and when, and counts for later steps', async () => {
    const { cis, ci, move, readiness, team, admin, eventsOf, clock } = stageApi();
    await cis.put('/v1/classes/api', { gates });
    const { id } = await ci({ name: 'orders', class: 'api' });
    const refused = await move(id, 'live', { evidence: { other: 'A text.' } });

    expect(codeOf(refused)).toEqual([409, 'stage/blocked']);
    expect(refused.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual([
      ['/evidence/owner', 'gate/missing'],
      ['/evidence/contacts', 'gate/missing'],
      ['/evidence/runbook', 'gate/missing'],
    ]);
    expect(await readiness(id, 'live')).toMatchObject({ to: 'live', ready: false, blockers: gates.live.map((gate) => ({ gate })) });
    expect((await cis.get(`/v1/configuration-items/${id}`)).body.stage).toBe('proposed');

    const ownerTeam = await team('orders');
    const { id: group } = (await admin.post('/v1/contact-groups', { name: 'orders', members: [] })).body;
    await cis.patch(`/v1/configuration-items/${id}`, { ownerTeam, contactGroups: [{ group, role: 'on-call' }] });
    expect((await readiness(id, 'live')).blockers).toMatchObject([{ code: 'gate/missing', gate: 'runbook' }]);
    const live = await move(id, 'live', { evidence: { runbook: 'https://wiki.test/orders' } });

    const by = `person:${cis.caller.id}`;
    expect(live.body).toMatchObject({ stage: 'live', evidence: { runbook: { text: 'https://wiki.test/orders', by, at: clock.now() } } });
    expect((await eventsOf(id)).at(-1)).toMatchObject({
      name: 'ConfigurationItemStageChanged',
      body: { from: 'proposed', to: 'live', date: '2026-11-24', evidence: ['runbook'] },
    });
    await move(id, 'retiring');
    expect((await move(id, 'live')).status).toBe(200);
    expect(await readiness(id, 'decommissioned')).toMatchObject({ blockers: [{ gate: 'data-erased' }], warnings: [] });
  });

  it('C4 H10 registration at a stage passes the same gates', async () => {
    const { cis, assets, ci, asset, viewer } = stageApi();
    await cis.put('/v1/classes/api', { gates: { live: ['runbook', 'agreement'] } });
    const draft = { name: 'orders', class: 'api', stage: 'live' };
    const { id } = await asset();

    expect(codeOf(await cis.post('/v1/configuration-items', draft))).toEqual([409, 'stage/blocked']);
    expect(codeOf(await cis.put(`/v1/configuration-items/${id}`, draft, { 'if-none-match': '*' }))).toEqual([409, 'stage/blocked']);
    expect(codeOf(await cis.post('/v1/configuration-items', { ...draft, evidence: { agreement: 'Signed.', runbook: 'R' } }))).toEqual([
      409,
      'stage/blocked',
    ]);
    expect(await ci({ ...draft, stage: 'test' })).toMatchObject({ stage: 'test' });
    expect(await ci({ ...draft, evidence: 'existing' })).toMatchObject({ stage: 'live', evidence: 'existing', changeControl: 'record' });
    expect(await ci({ ...draft, evidence: 'existing', changeControl: 'off' })).toMatchObject({ changeControl: 'off' });
    const early = await ci({ ...draft, stage: 'proposed', evidence: 'existing' });
    expect([early.changeControl, early.evidence]).toEqual([undefined, undefined]);
    expect((await viewer.get('/v1/configuration-items?stage=live')).body.items).toHaveLength(2);
    expect((await assets.get(`/v1/assets/${id}`)).status).toBe(200);
  });

  it('C4 the gate monitoring is passed when the mapping of a monitor finds an alias of the CI', async () => {
    const { cis, ci, move, admin } = stageApi(areaEndpoints.monitors);
    await cis.put('/v1/classes/api', { gates: { live: ['monitoring'] } });
    const aliases = [{ scheme: 'pod', value: 'orders-1' }];
    const { id } = await ci({ name: 'orders', class: 'api', aliases });
    const receiver = { url: 'https://93.184.216.34/' };
    await admin.post('/v1/monitors', { name: 'by default', receiver });

    expect(codeOf(await move(id, 'live'))).toEqual([409, 'stage/blocked']);
    await admin.post('/v1/monitors', { name: 'pods', receiver, mapping: [{ label: 'pod', scheme: 'pod' }] });
    expect((await move(id, 'live')).status).toBe(200);
  });

  it('C4 the schemes of a default mapping are those that it looks up', () => {
    const labels = { instance: 'web-1:9100', alarmName: 'a', alarmArn: 'arn:aws:cloudwatch:x' };
    for (const kind of monitorKindNames.map(kindNamed))
      expect([...kind.defaultSchemes].toSorted()).toEqual(
        [...new Set(kind.defaultMapping(labels).aliases.map(({ scheme }) => scheme))].toSorted(),
      );
  });

  it('C4 a step is recorded on its own day, which is not in the future', async () => {
    const { ci, move, eventsOf } = stageApi();
    const { id } = await ci({});

    expect(codeOf(await move(id, 'design', { date: '2026-11-27' }))).toEqual([400, 'configuration-item/date-in-future']);
    expect((await move(id, 'design', { date: '2026-11-01' })).status).toBe(200);
    expect((await eventsOf(id)).at(-1)?.body).toMatchObject({ date: '2026-11-01' });
  });
});
