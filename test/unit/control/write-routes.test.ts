import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Contract } from '../../../shared/contracts/contract.ts';
import { allAreas } from '../../../shared/functions/all-functions.ts';
import type { ApiCaller } from '../../support/api.ts';
import { controlScene } from '../../support/control-scene.ts';
import { estateDesk, linesOf } from '../../support/estate-files.ts';

interface Target {
  /** A CI in service that only changes under a change. */
  readonly id: string;
  /** Another CI, and one to which the first has the relation `runs-on`. */
  readonly other: string;
  readonly host: string;
  /** An asset that was registered apart from it. */
  readonly asset: string;
}

type Send = (caller: ApiCaller, target: Target, query: string) => ReturnType<ApiCaller['send']>;

/** Every route that writes what change control controls. Each is refused without a change. */
const guarded: Readonly<Record<string, readonly Send[]>> = {
  patchConfigurationItem: [
    (cis, { id }, query) => cis.patch(`/v1/configuration-items/${id}${query}`, { attributes: { cores: 8 } }),
    (cis, { id }, query) => cis.patch(`/v1/configuration-items/${id}${query}`, { changeControl: 'off' }),
    (cis, { id }, query) => cis.patch(`/v1/configuration-items/${id}${query}`, { class: 'uncontrolled' }),
  ],
  addRelation: [(cis, { id, other }, query) => cis.put(`/v1/configuration-items/${id}/relations/depends-on/${other}${query}`, undefined)],
  putRedundancy: [
    (cis, { id, other }, query) => cis.put(`/v1/configuration-items/${id}/redundancy/nodes${query}`, { members: [other], minimumUp: 1 }),
  ],
  removeRedundancy: [(cis, { id }, query) => cis.delete(`/v1/configuration-items/${id}/redundancy/power${query}`)],
  mergeItems: [
    (cis, { id, asset }, query) => cis.post(`/v1/items/${id}/merge${query}`, { item: asset }),
    (cis, { id, asset }, query) => cis.post(`/v1/items/${asset}/merge${query}`, { item: id }),
  ],
  removeRelation: [(cis, { id, host }, query) => cis.delete(`/v1/configuration-items/${id}/relations/runs-on/${host}${query}`)],
};

const draft = { name: 'another', class: 'uncontrolled', stage: 'live', evidence: 'existing' };

/** Every other route that takes a CI, with its answer. None of them changes a controlled field of a CI in service. */
const harmless: Readonly<Record<string, { readonly send: Send; readonly answer: { readonly status: number; readonly body?: object } }>> = {
  registerConfigurationItem: {
    send: (cis, { id }) => cis.post('/v1/configuration-items', { ...draft, relations: [{ type: 'depends-on', target: id }] }),
    answer: { status: 201 },
  },
  takeUnderManagement: {
    send: (cis, { id }) => cis.put(`/v1/configuration-items/${id}`, draft, { 'if-none-match': '*' }),
    answer: { status: 412 },
  },
  deleteConfigurationItem: {
    send: (cis, { id }) => cis.delete(`/v1/configuration-items/${id}`, { 'if-match': '*' }),
    answer: { status: 409, body: { code: 'configuration-item/was-live' } },
  },
  // Stage transitions need no change.
  moveConfigurationItem: {
    send: (cis, { id }) => cis.post(`/v1/configuration-items/${id}/transition`, { to: 'retiring' }),
    answer: { status: 200 },
  },
};

/** Routes of other nouns in the same function. */
const ofOtherNouns = ['putClass', 'deleteClass', 'resolveUnauthorizedChange'];

const writesOfCis = allAreas
  .flatMap(({ routes }): readonly Contract[] => routes)
  .filter(({ method, path }) => method !== 'GET' && /^\/v1\/(configuration-items|items)(\/|$)/.test(path));

/** What change control controls of the item: its fields, its own relations, and which asset it is. */
const controlledPart = async (caller: ApiCaller, id: string) => {
  const { body } = await caller.get(`/v1/items/${id}`);
  const { name, class: className, environment, criticality, attributes, changeControl } = body.ci;
  const dependencies = body.relations.dependencies.map(({ type, target }: { type: string; target: string }) => [type, target]);
  const { items: groups } = (await caller.get(`/v1/configuration-items/${id}/redundancy`)).body;
  return { name, className, environment, criticality, attributes, changeControl, dependencies, groups, asset: body.asset?.name };
};

/** The scene with an asset that can be merged with the CI. */
const mergeableScene = async () => {
  const scene = await controlScene();
  const { id: asset } = (await scene.as('asset-manager').post('/v1/assets', { name: 'server', kind: 'hardware' })).body;
  return { ...scene, target: { ...scene.target, asset } };
};

describe('the routes that write configuration items', () => {
  it('H10 C5 are all known: a new one needs the guard of change control, and a line in this test', () => {
    const inFunction = allAreas.find(({ name }) => name === 'configuration-items')?.routes as readonly Contract[];
    const known = [...Object.keys(guarded), ...Object.keys(harmless)];

    expect(writesOfCis.map(({ name }) => name).toSorted()).toEqual(known.toSorted());
    expect(
      inFunction
        .filter(({ method, name }) => method !== 'GET' && !ofOtherNouns.includes(name))
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(known.toSorted());
  });

  it.each(Object.entries(guarded).flatMap(([name, sends]) => sends.map((send, at) => [name, at, send] as const)))(
    'H10 C5 %s (%i) changes nothing without a change, and under one its event names it',
    async (_, __, send) => {
      const { as, cis, target, change, draftChange } = await mergeableScene();
      const before = await controlledPart(cis, target.id);

      for (const query of ['', `?change=${draftChange}`, '?change=CHG-999999']) {
        const { status, body } = await send(cis, target, query);
        expect([status, body.code]).toEqual([409, query === '' ? 'change/required' : 'change/not-covering']);
      }
      expect(await controlledPart(cis, target.id)).toEqual(before);

      expect((await send(cis, target, `?change=${change}`)).status).toBeLessThan(300);
      expect(await controlledPart(cis, target.id)).not.toEqual(before);
      const { items: facts } = (await as('auditor').get(`/v1/audit-events?subject=item/${target.id}`)).body;
      expect(facts[0]).toMatchObject({ change });
    },
  );

  it.each(Object.entries(harmless))('H10 C5 %s changes no controlled field of a CI in service', async (_, { send, answer }) => {
    const { cis, target } = await mergeableScene();
    const before = await controlledPart(cis, target.id);

    expect(await send(cis, target, '')).toMatchObject(answer);

    expect(await controlledPart(cis, target.id)).toEqual(before);
  });

  it.each([
    ['configuration-items', (name: string) => `name,attributes.cores\n${name},8\n`],
    ['configuration-items', (name: string) => `name,changeControl\n${name},off\n`],
    ['configuration-items', (name: string) => `name,class\n${name},uncontrolled\n`],
    ['configuration-items', (name: string) => `name,stage\n${name},retiring\n`],
    ['relations', (name: string) => `source,type,target\n${name},depends-on,other\n`],
  ] as const)('H10 C5 a file of %s changes nothing of a CI in service: its rows name no change (%#)', async (kind, fileOf) => {
    const { imported, cora, cis } = await estateDesk();
    await cis(
      linesOf('name,class,stage,evidence,changeControl', 'strict,server,live,existing,enforce', 'other,server,live,existing,enforce'),
    );
    await cora.put('/v1/classes/uncontrolled', { changeControl: 'off', controlledFields: [] });
    await cora.put('/v1/classes/server', { controlledFields: ['class', 'attributes', 'relations'] });
    const { body: before } = await cora.get('/v1/items/strict');

    const { progress, rows } = await imported(fileOf('strict'), { kind, format: 'csv' }, cora);

    expect(progress).toMatchObject({ rows: 1, failed: 1 });
    expect(['change/required', 'import/cannot-change']).toContain(rows[0].errors[0].code);
    expect((await cora.get('/v1/items/strict')).body).toEqual(before);
  });

  it('H10 C5 every source that stores CIs or relations asks the guard, or only writes what is new', () => {
    const withoutGuard = {
      'shared/application/configuration-item/register-configuration-item.ts': 'the CI is new',
      'shared/application/configuration-item/relate-new.ts': 'the source of the relations is new',
      'shared/application/configuration-item/move-configuration-item.ts': 'stage transitions need no change',
      'shared/application/drift/attribute-writes.ts': 'it writes observed attributes only, which are never controlled',
      'shared/application/relation/commit-group.ts': 'its writes are those of manage-redundancy, which asks',
      'shared/application/relation/detach-item.ts': 'its writes are those of the deletion, which asks',
      'shared/application/relation/write-relations.ts': 'its writes are those of the use cases above, which ask',
    };
    const storing = globSync('{shared/application,functions}/**/*.ts')
      .map((file) => ({ file: file.replaceAll('\\', '/'), source: readFileSync(file, 'utf8') }))
      .filter(({ source }) =>
        /\b(configurationItems|relations)\s*\.\s*(save|remove)\(|\brelations\.save\b|\b(relationWrites|detachStep)\(/.test(source),
      );
    const unguarded = storing.filter(({ source }) => !/\ballow(Edit|Relations|Merge)\(context\)/.test(source)).map(({ file }) => file);

    expect(storing.length).toBeGreaterThan(5);
    expect(unguarded.toSorted()).toEqual(Object.keys(withoutGuard).toSorted());
  });
});
