import { assetsEndpoints } from '../../functions/assets/endpoints.ts';
import { configurationItemsEndpoints } from '../../functions/configuration-items/endpoints.ts';
import { onExportMessage } from '../../functions/export/on-message.ts';
import { onImportMessage } from '../../functions/import/on-message.ts';
import { importsEndpoints } from '../../functions/imports/endpoints.ts';
import { peopleEndpoints } from '../../functions/people/endpoints.ts';
import { reportsEndpoints } from '../../functions/reports/endpoints.ts';
import type { RowWrite } from '../../shared/data/records.ts';
import type { Role } from '../../shared/domain/access.ts';
import type { Write } from '../../shared/domain/store.ts';
import type { AreaName } from '../../shared/functions/all-functions.ts';
import { apiOf } from './api.ts';
import { areaEndpoints } from './areas.ts';
import { runningAs } from './table-calls.ts';
import { inMemoryExportFiles, inMemoryImportFiles } from './transfer-files.ts';

interface ResultRow {
  readonly line: number;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
}

/** The rows that were refused: the line, and the pointer and the code of the first error. */
export const faultsOf = (rows: readonly ResultRow[]) =>
  rows.flatMap(({ line, errors }) => (errors ? [[line, errors[0]?.pointer, errors[0]?.code] as const] : []));

/** Imports, exports and reports over one in-memory table, with the functions that run them. `areas`: those that the test needs in addition. */
export const transferDesk = async (areas: readonly AreaName[] = []) => {
  const [files, exportFiles] = [inMemoryImportFiles(), inMemoryExportFiles()];
  const queues = { imports: [] as string[], exports: [] as string[] };
  const outside = {
    files,
    exportFiles,
    importQueue: { goOn: async (id: string) => void queues.imports.push(id) },
    exportQueue: { goOn: async (id: string) => void queues.exports.push(id) },
  };
  const api = apiOf((world) => [
    ...assetsEndpoints(world),
    ...configurationItemsEndpoints(world),
    ...peopleEndpoints(world),
    ...areas.flatMap((area) => areaEndpoints[area](world)),
    ...[...importsEndpoints({ ...world, ...outside }), ...reportsEndpoints({ ...world, ...outside })],
  ]);
  const admin = api.as('admin');
  const message = runningAs('import', onImportMessage({ ...api.world, ...outside }));
  const exportMessage = runningAs('export', onExportMessage({ ...api.world, ...outside }));

  /** A registered person with these roles. */
  const person = async (name: string, ...roles: readonly Role[]) => {
    const { body } = await admin.post('/v1/people', { name, email: `${name.toLowerCase()}@quiesce.test`, zone: 'UTC', roles });
    return { ...api.asCaller({ kind: 'person', id: body.id, roles, teams: [] }), id: body.id as string };
  };
  type Person = Awaited<ReturnType<typeof person>>;
  const [ann, ada, vic] = [await person('Ann', 'asset-manager'), await person('Ada', 'admin'), await person('Vic', 'viewer')];

  const goOn = async (): Promise<void> => {
    for (let id = queues.imports.shift(); id !== undefined; id = queues.imports.shift()) await message(JSON.stringify({ id }));
  };
  const uploaded = (id: string) => message(JSON.stringify({ Records: [{ s3: { object: { key: `imports/${id}`, eTag: 'tag' } } }] }));
  const started = async (draft: object, who: Person) => {
    const { status, body } = await who.post('/v1/imports', { kind: 'assets', format: 'csv', ...draft });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.id as string;
  };
  const outcomeOf = async (id: string, who: Person = ada) => {
    const { body: state } = await who.get(`/v1/imports/${id}`);
    const { body: rows } = await who.get(`/v1/imports/${id}/rows?limit=200`);
    return { ...state, rows: rows.items };
  };
  /** What work writes: the kinds of partitions, such as `IMPORT`. */
  const written = async <Result>(work: () => Promise<Result>) => {
    const partitions = new Set<string>();
    const { commit, commitOne, writeOnce } = api.world.records;
    const note = (writes: readonly Write[]) => {
      for (const { key } of writes as readonly RowWrite[]) partitions.add(key.pk.split('#')[0] ?? '');
    };
    api.world.records.commit = async (writes) => {
      note(writes);
      return commit.call(api.world.records, writes);
    };
    api.world.records.commitOne = async (write) => {
      note([write]);
      return commitOne.call(api.world.records, write);
    };
    api.world.records.writeOnce = async (writes) => {
      note(writes);
      return writeOnce.call(api.world.records, writes);
    };
    const answer = await work();
    Object.assign(api.world.records, { commit, commitOne, writeOnce });
    return { answer, partitions: [...partitions].sort() };
  };
  /** Starts an import that is interrupted at its eighth write, and then runs twice at the same time. */
  const interrupted = async (file: string, draft: object, who: Person = ann) => {
    const id = await started(draft, who);
    files.upload(id, Buffer.from(file));
    const { commit } = api.world.records;
    let writes = 0;
    api.world.records.commit = async (some) => {
      writes += 1;
      if (writes === 8) throw new Error('the function ends');
      await commit.call(api.world.records, some);
      if (writes === 12) throw new Error('the answer is lost');
    };
    const first = await uploaded(id).catch(({ message: reason }: Error) => reason);
    await Promise.all([message(JSON.stringify({ id })), message(JSON.stringify({ id }))]);
    await goOn();
    return { first, ...(await outcomeOf(id)) };
  };
  /** Imports a file to its end. */
  const imported = async (file: string | Buffer, draft: object = {}, who: Person = ann) => {
    const id = await started(draft, who);
    files.upload(id, Buffer.from(file));
    await uploaded(id);
    await goOn();
    return outcomeOf(id);
  };
  /** Imports a file while another run of the same import is ahead: what each row writes is written already. */
  const overtaken = async (file: string, draft: object, who: Person = ann) => {
    const { records } = api.world;
    const { commit } = records;
    records.commit = async (some) => {
      await commit.call(records, some);
      const isOfItem = (some as readonly RowWrite[]).some(({ key }) => key.pk.startsWith('ITEM#'));
      if (isOfItem) await commit.call(records, some);
    };
    const result = await imported(file, draft, who);
    records.commit = commit;
    return result;
  };
  /** Runs the exports that are queued, to their end. @returns how many runs it took */
  const runExports = async (): Promise<number> => {
    let runs = 0;
    for (let id = queues.exports.shift(); id !== undefined; id = queues.exports.shift()) {
      await exportMessage(JSON.stringify({ id }), 1);
      runs += 1;
    }
    return runs;
  };
  /** Exports to the end of the list. @returns the file */
  const exported = async (draft: object = {}, who: Person = ann): Promise<string> => {
    const { body } = await who.post('/v1/exports', { kind: 'assets', format: 'csv', ...draft });
    await runExports();
    return exportFiles.file(body.id) ?? '';
  };
  /** All assets, in the order of their creation. */
  const assets = async () => (await ann.get('/v1/assets?limit=200')).body.items;
  return {
    ...api,
    admin,
    ...{
      files,
      exportFiles,
      queues,
      ann,
      ada,
      vic,
      person,
      started,
      uploaded,
      goOn,
      message,
      exportMessage,
      runExports,
      outcomeOf,
      written,
      interrupted,
      overtaken,
      imported,
      exported,
      assets,
    },
  };
};
