import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { aggregateAnswer, configSnapshot, fileOfTargets, netboxExport, targetsAnswer } from '../../support/estate-exports.ts';
import { estateDesk } from '../../support/estate-files.ts';
import { faultsOf } from '../../support/imports.ts';
import { itWithJq } from '../../support/jq.ts';

interface StoredCi {
  readonly name: string;
  readonly class: string;
  readonly aliases: readonly { readonly scheme: string; readonly value: string }[];
  readonly labels: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const byName = (cis: readonly StoredCi[]): Readonly<Record<string, StoredCi>> => Object.fromEntries(cis.map((ci) => [ci.name, ci]));
const aliasesOf = (ci: StoredCi | undefined) => ci?.aliases.map(({ scheme, value }) => `${scheme}=${value}`);
const existing = { stage: 'live', evidence: 'existing', changeControl: 'record' };

it('I5 C5 a snapshot of AWS Config becomes CIs in operation, by their ARNs; what no class is known for and what was deleted is skipped', async () => {
  const { ciLines, all, cora } = await estateDesk();
  const draft = { preset: 'aws-config' };

  const dry = await ciLines(configSnapshot.configurationItems, { ...draft, dryRun: true });
  const first = await ciLines(configSnapshot.configurationItems, draft);
  const again = await ciLines(configSnapshot.configurationItems, draft);

  expect([dry.progress, first.progress, again.progress]).toEqual([
    { rows: 11, of: 11, created: 9, updated: 0, unchanged: 0, failed: 0, skipped: 2 },
    { rows: 11, of: 11, created: 9, updated: 0, unchanged: 0, failed: 0, skipped: 2 },
    { rows: 11, of: 11, created: 0, updated: 0, unchanged: 9, failed: 0, skipped: 2 },
  ]);
  expect((await cora.get(`/v1/imports/${first.id}/rows?outcome=skipped`)).body.items).toMatchObject([
    { line: 10, outcome: 'skipped', errors: [{ pointer: '/resourceType', code: 'import/type-left-out' }] },
    { line: 11, outcome: 'skipped', errors: [{ code: 'import/resource-deleted' }] },
  ]);
  const cis = byName(await all());
  expect(cis['shop-web-1']).toMatchObject({
    ...existing,
    ...{ class: 'virtual-machine', environment: 'production', labels: { app: 'shop' } },
    aliases: [{ scheme: 'aws-arn', value: 'arn:aws:ec2:eu-central-1:123456789012:instance/i-0a1b' }],
    attributes: { accountId: '123456789012', region: 'eu-central-1', resourceId: 'i-0a1b', instanceType: 'm7g.large' },
  });
  expect((await all()).map((ci: StoredCi) => ci.class).toSorted()).toEqual([
    ...[
      'certificate',
      'container-cluster',
      'container-cluster',
      'database',
      'function',
      'load-balancer',
      'queue',
      'storage',
      'virtual-machine',
    ],
  ]);
  const expiring = (await cora.get('/v1/reports/expiring?from=2027-01-01&to=2027-12-31')).body;
  expect(cis['shop.example']?.attributes).toMatchObject({ validTo: '2027-01-31' });
  expect(JSON.stringify(expiring)).toContain('2027-01-31');
});

it('I5 an answer of an aggregator brings the same CIs as a snapshot, and a type that the caller declares is brought in', async () => {
  const { ciLines, all } = await estateDesk();
  const objects = aggregateAnswer.Results.map((text) => JSON.parse(text));

  const { progress } = await ciLines(objects, { preset: 'aws-config' });
  const [web] = configSnapshot.configurationItems;
  const again = await ciLines([web ?? {}, ...configSnapshot.configurationItems.slice(9, 10)], {
    preset: 'aws-config',
    values: { class: { 'AWS::EC2::SecurityGroup': 'network-device' } },
  });
  const nameless = await ciLines([{ resourceType: 'AWS::EC2::Instance', resourceId: 'i-1' }], { preset: 'aws-config' });

  expect(progress).toMatchObject({ created: 2, failed: 0 });
  expect(again.progress).toMatchObject({ unchanged: 1, created: 1 });
  expect(byName(await all())['sg-1']).toMatchObject({ class: 'network-device' });
  expect(faultsOf(nameless.rows)).toEqual([[1, '/arn', 'required']]);
});

it.each([
  ['a snapshot', configSnapshot, '/configurationItems', "jq -c '.configurationItems[]'"],
  ['the answer of an aggregator', aggregateAnswer, '/Results', "jq -r '.Results[]'"],
])('I5 %s that is sent as one line is refused with what is right', async (_, document, pointer, command) => {
  const { ciLines, all } = await estateDesk();

  const { progress, rows } = await ciLines([document], { preset: 'aws-config' });

  expect(progress).toMatchObject({ rows: 1, failed: 1 });
  expect(rows).toMatchObject([{ line: 1, outcome: 'failed', errors: [{ pointer, code: 'import/whole-document' }] }]);
  expect(rows[0].errors[0].detail).toContain(`a line must be one resource: write one a line, as by ${command}`);
  expect(await all()).toEqual([]);
});

it('I5 a line of AWS Config without a type of resource is refused', async () => {
  const { rows } = await (await estateDesk()).ciLines([{ hello: 'world' }], { preset: 'aws-config' });
  expect(faultsOf(rows)).toEqual([[1, '/resourceType', 'required']]);
});

it('I5 C5 targets of Prometheus become one CI for each host, with an alias for each target', async () => {
  const { ciLines, all } = await estateDesk();
  const targets = targetsAnswer.data.activeTargets;

  const first = await ciLines(targets, { preset: 'prometheus-targets' });
  const again = await ciLines(targets.toReversed(), { preset: 'prometheus-targets' });
  const broken = await ciLines([{ labels: { job: 'node' } }, { scrapeUrl: 'x' }], { preset: 'prometheus-targets' });

  expect(first.progress).toMatchObject({ rows: 6, created: 5, updated: 1, failed: 0 });
  expect(again.progress).toMatchObject({ unchanged: 6, failed: 0 });
  const cis = byName(await all());
  expect(cis['orders-db-1']).toMatchObject({ ...existing, class: 'server', labels: { job: 'node' } });
  expect(aliasesOf(cis['orders-db-1'])).toEqual([
    ...['prometheus:instance=orders-db-1:9100', 'hostname=orders-db-1', 'prometheus:instance=orders-db-1:9187'],
  ]);
  expect(aliasesOf(cis['https://shop.example/'])).toEqual(['prometheus:instance=https://shop.example/']);
  expect(aliasesOf(cis['localhost:9090'])).toEqual(['prometheus:instance=localhost:9090']);
  expect(aliasesOf(cis['2001:db8::7'])).toEqual(['prometheus:instance=[2001:db8::7]:9100', 'hostname=2001:db8::7']);
  expect(faultsOf(broken.rows)).toEqual([
    [1, '/labels/instance', 'required'],
    [2, '/labels/instance', 'required'],
  ]);
});

it('I5 C5 the devices of NetBox become CIs; a role that is not known is declared, and a status that changes there moves no CI here', async () => {
  const { cis, all } = await estateDesk();
  const values = { class: { PDU: 'server' } };

  const first = await cis(netboxExport, { preset: 'netbox-devices' });
  const declared = await cis(netboxExport, { preset: 'netbox-devices', values });
  const moved = await cis(netboxExport.replace('rtr01,Active', 'rtr01,Decommissioning'), { preset: 'netbox-devices', values });

  expect(faultsOf(first.rows)).toEqual([[5, '/class', 'class/unknown']]);
  expect([declared.progress, moved.progress]).toMatchObject([
    { created: 1, unchanged: 3 },
    { unchanged: 4, failed: 0 },
  ]);
  const found = byName(await all());
  expect(Object.keys(found).toSorted()).toEqual(['SN-16', 'dmi01-akron-pdu01', 'dmi01-akron-rtr01', 'dmi01-akron-sw01']);
  expect(found['dmi01-akron-rtr01']).toMatchObject({
    ...existing,
    ...{ class: 'network-device', labels: { site: 'DM-Akron', tenant: 'Dunder-Mifflin, Inc.', rack: 'Comms closet' } },
    attributes: { primaryIp: '10.20.0.1/24', serialNumber: 'FGL1', assetTag: 'NB-14', manufacturer: 'Cisco', model: 'ISR 1111-8P' },
    aliases: [{ scheme: 'netbox:device', value: '14' }],
  });
  expect(found['dmi01-akron-sw01']).toMatchObject({ class: 'network-device', stage: 'proposed' });
});

it('I5 a preset is refused for another kind or format, and so is a field that finds nothing', async () => {
  const { cora } = await estateDesk();
  const begin = async (draft: object) => (await cora.post('/v1/imports', { kind: 'configuration-items', format: 'csv', ...draft })).body;

  expect(await begin({ preset: 'aws-config' })).toMatchObject({ code: 'import/preset-not-for-format' });
  expect(await begin({ preset: 'snipe-it' })).toMatchObject({ code: 'import/preset-not-for-kind' });
  expect(await begin({ kind: 'relations', preset: 'netbox-devices' })).toMatchObject({ code: 'import/preset-not-for-kind' });
  expect(await begin({ matchOn: ['aws-arn', 'Bad Scheme'] })).toMatchObject({ errors: [{ pointer: '/matchOn/1' }] });
  expect(await begin({ kind: 'relations', matchOn: ['name'] })).toMatchObject({ code: 'import/unknown-field' });
});

/** The commands of the page that make lines of JSON of a document, each with the document that it reads. */
const documents: Readonly<Record<string, { readonly content: string | Buffer; readonly lines: number; readonly file: string }>> = {
  "jq -c '.configurationItems[]'": { file: 'snapshot.json.gz', content: gzipSync(JSON.stringify(configSnapshot)), lines: 11 },
  "jq -r '.Results[]'": { file: 'answer.json', content: JSON.stringify(aggregateAnswer, null, 2), lines: 2 },
  "jq -c '.data.activeTargets[]'": { file: 'answer.json', content: JSON.stringify(targetsAnswer), lines: 6 },
  "jq -c '.[] | .labels as $labels": { file: 'targets.json', content: JSON.stringify(fileOfTargets), lines: 2 },
  "node -e 'for (const each of JSON.parse": { file: 'answer.json', content: JSON.stringify(configSnapshot), lines: 11 },
};
const page = readFileSync('docs/moving-in.md', 'utf8');
for (const [command, { file, content, lines }] of Object.entries(documents)) {
  const itRuns = command.startsWith('jq') ? itWithJq : it;
  itRuns(`I5 the command ${command} of the page makes lines that an import reads`, () => {
    const [line = ''] = page.split('\n').filter((each) => each.includes(command));
    const directory = mkdtempSync(join(tmpdir(), 'quiesce-estate-'));
    try {
      writeFileSync(join(directory, file), content);
      // What fetches the document is replaced by the document.
      const local = line.trim().replace(/^(aws|curl) .*? \| /, 'cat answer.json | ');
      expect(line).toContain(' > estate.ndjson');
      execFileSync('sh', ['-c', local], { cwd: directory });
      const made = readFileSync(join(directory, 'estate.ndjson'), 'utf8').trim().split('\n');
      expect(made.map((each) => typeof JSON.parse(each))).toEqual(Array.from({ length: lines }, () => 'object'));
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
}
