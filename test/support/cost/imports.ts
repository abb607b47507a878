import { onExportMessage } from '../../../functions/export/on-message.ts';
import type { ApiCaller } from '../api.ts';
import { runningAs } from '../table-calls.ts';
import { inMemoryExportFiles } from '../transfer-files.ts';
import { lotInBook, withBook } from './asset-values.ts';
import type { Cost } from './cost.ts';
import { importOf } from './import-run.ts';
import { pastCosts } from './past.ts';
import { type CostScene, cost } from './scene.ts';

const [listed, rows] = [20, 100];
const draft = { kind: 'assets', format: 'csv' };
const rollForward = { kind: 'fixed-asset-roll-forward', format: 'csv' };

const file = (count: number, name: string): Buffer =>
  Buffer.from(
    [
      'kind,name,assetTag,vendor,serialNumber',
      ...Array.from({ length: count }, (_, n) => `hardware,${name} ${n},L-${n},Example,S-${n}`),
    ].join('\n'),
  );

/** Somebody who may import assets. */
const importer = ({ person }: CostScene): Promise<ApiCaller> => person('Importer', 'asset-manager');

/** Rows of a kind that belong to so many assets, which are there. */
const fileOf = (kind: keyof typeof ofAsset, count: number): Buffer =>
  Buffer.from([ofAsset[kind].header, ...Array.from({ length: count }, (_, n) => ofAsset[kind].row(n))].join('\n'));

const ofAsset = {
  costs: { header: 'asset,kind,date,amount', row: (n: number) => `L-${n},repair,2026-06-01,${n + 1} EUR` },
  assignments: { header: 'asset,location', row: (n: number) => `L-${n},Store ${n}` },
  seats: { header: 'asset,item', row: (n: number) => `LIC-1,L-${n}` },
};

const ciHeader = 'name,class,stage,evidence,changeControl,labels.app,aliases.aws-arn,attributes.type';

/** CIs in operation, as a preset brings them in. */
const cisOf = (count: number, type: string): Buffer =>
  Buffer.from(
    [
      ciHeader,
      ...Array.from({ length: count }, (_, n) => `web-${n},virtual-machine,live,existing,record,shop,arn:aws:ec2:i-${n},${type}`),
    ].join('\n'),
  );

const relationsOf = (count: number): Buffer =>
  Buffer.from(['source,type,target', ...Array.from({ length: count }, (_, n) => `aws-arn=arn:aws:ec2:i-${n},depends-on,hub`)].join('\n'));

/** An import of CIs or relations by a configuration manager, after these files of CIs, and after the same file if it was imported before. */
const importOfEstate = async (scene: CostScene, content: Buffer, kind: string, files: readonly (readonly [string, Buffer])[] = []) => {
  const who = await scene.person('Cora', 'configuration-manager');
  for (const [of, file] of files) await (await importOf(scene, who, file, of)).run();
  return (await importOf(scene, who, content, kind)).run;
};

const [cis, hub] = ['configuration-items', ['configuration-items', Buffer.from('name,class\nhub,server\n')] as const];
const estate: readonly (readonly [string, Buffer])[] = [hub, [cis, cisOf(rows, 'm7g.large')]];

const exportOf = async (scene: CostScene, who: ApiCaller, wanted: object = draft) => {
  const { id } = await scene.bodyOf(who.post('/v1/exports', wanted));
  const run = runningAs(
    'export',
    onExportMessage({ ...scene.world, exportFiles: inMemoryExportFiles(), exportQueue: { goOn: async () => undefined } }),
  );
  return { id, run: () => run(JSON.stringify({ id }), 1) };
};

/** An import of a kind whose rows belong to assets. `before`: whether the same file was imported before. */
const importOfAssets = async (scene: CostScene, kind: keyof typeof ofAsset, before = false) => {
  const who = await importer(scene);
  const runFile = async (content: Buffer, of?: string) => (await importOf(scene, who, content, of)).run;
  await (await runFile(file(rows, 'Laptop')))();
  const { id } = await scene.bodyOf(who.post('/v1/assets', { name: 'Draw', kind: 'software-license', assetTag: 'LIC-1' }));
  const cost = { amount: '1200.00', currency: 'EUR' };
  await who.post(`/v1/assets/${id}/terms`, { start: '2026-01-01', end: '2026-12-31', quantity: 1_000, cost });
  if (before) await (await runFile(fileOf(kind, rows), kind))();
  return runFile(fileOf(kind, rows), kind);
};

/** Imports and exports. */
export const importCosts: readonly Cost[] = [
  cost('startImport', 'one', async (scene) => {
    const who = await importer(scene);
    return () => who.post('/v1/imports', draft);
  }),
  cost('listImports', `a page of ${listed}`, async (scene) => {
    const who = await importer(scene);
    for (let n = 0; n < listed; n += 1) await who.post('/v1/imports', draft);
    return () => who.get(`/v1/imports?limit=${listed}`);
  }),
  cost('readImport', 'one', async (scene) => {
    const who = await importer(scene);
    const { id } = await importOf(scene, who, file(1, 'Laptop'));
    return () => who.get(`/v1/imports/${id}`);
  }),
  cost('listImportRows', `a page of ${listed}`, async (scene) => {
    const who = await importer(scene);
    const { id, run } = await importOf(scene, who, file(rows, 'Laptop'));
    await run();
    return () => who.get(`/v1/imports/${id}/rows?limit=${listed}`);
  }),
  cost('import', `${rows} new assets`, async (scene) => (await importOf(scene, await importer(scene), file(rows, 'Laptop'))).run),
  cost('import', `${rows} assets with other names`, async (scene) => {
    const who = await importer(scene);
    await (await importOf(scene, who, file(rows, 'Laptop'))).run();
    return (await importOf(scene, who, file(rows, 'Notebook'))).run;
  }),
  cost('import', `${rows} assets that are the same`, async (scene) => {
    const who = await importer(scene);
    await (await importOf(scene, who, file(rows, 'Laptop'))).run();
    return (await importOf(scene, who, file(rows, 'Laptop'))).run;
  }),
  cost('import', `${rows} new costs`, (scene) => importOfAssets(scene, 'costs')),
  cost('import', `${rows} costs that are the same`, (scene) => importOfAssets(scene, 'costs', true)),
  cost('import', `${rows} new seats`, (scene) => importOfAssets(scene, 'seats')),
  cost('import', `${rows} new assignments`, (scene) => importOfAssets(scene, 'assignments')),
  cost('import', `${rows} new CIs`, (scene) => importOfEstate(scene, cisOf(rows, 'm7g.large'), cis)),
  cost('import', `${rows} CIs that are the same`, (scene) => importOfEstate(scene, cisOf(rows, 'm7g.large'), cis, estate)),
  cost('import', `${rows} CIs with another attribute, which is recorded`, (scene) =>
    importOfEstate(scene, cisOf(rows, 'm7g.xlarge'), cis, estate),
  ),
  cost('import', `${rows} new relations to one CI`, (scene) => importOfEstate(scene, relationsOf(rows), 'relations', estate)),
  cost('import', `${rows} relations that are the same`, (scene) =>
    importOfEstate(scene, relationsOf(rows), 'relations', [...estate, ['relations', relationsOf(rows)]]),
  ),
  ...pastCosts,
  cost('requestExport', 'one', (scene) => () => scene.viewer.post('/v1/exports', draft)),
  cost('listExports', `a page of ${listed}`, async (scene) => {
    const who = await importer(scene);
    for (let n = 0; n < listed; n += 1) await who.post('/v1/exports', draft);
    return () => who.get(`/v1/exports?limit=${listed}`);
  }),
  cost('readExport', 'one', async (scene) => {
    const who = await importer(scene);
    const { id } = await exportOf(scene, who);
    return () => who.get(`/v1/exports/${id}`);
  }),
  cost('export', `${rows} assets`, async (scene) => {
    const who = await importer(scene);
    await (await importOf(scene, who, file(rows, 'Laptop'))).run();
    return (await exportOf(scene, who)).run;
  }),
  cost('export', `${rows} CIs`, async (scene) => {
    await (await importOfEstate(scene, cisOf(rows, 'm7g.large'), cis))();
    return (await exportOf(scene, await importer(scene), { kind: cis, format: 'csv' })).run;
  }),
  cost('requestExport', 'of a report', async (scene) => {
    await withBook(scene);
    return () => scene.assets.post('/v1/exports', rollForward);
  }),
  cost('export', `the roll-forward of ${rows} assets`, async (scene) => {
    const who = await importer(scene);
    await lotInBook(scene, rows);
    return (await exportOf(scene, who, rollForward)).run;
  }),
  cost('export', `the journal of ${rows} assets`, async (scene) => {
    const who = await importer(scene);
    await lotInBook(scene, rows);
    return (await exportOf(scene, who, { kind: 'journal', format: 'csv' })).run;
  }),
];
