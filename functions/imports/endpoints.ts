import type { ExportContext } from '../../shared/application/export/export-context.ts';
import { listExports, readExport, requestExport } from '../../shared/application/export/request-export.ts';
import { listImportResults, listImports, readImport } from '../../shared/application/import/read-imports.ts';
import { startImport } from '../../shared/application/import/start-import.ts';
import * as contract from '../../shared/contracts/imports.ts';
import { exportView } from '../../shared/domain/export/export.ts';
import type { Import, ImportResult } from '../../shared/domain/import/import.ts';
import { accepted } from '../../shared/http/accepted.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { Answer, type Endpoint, on } from '../../shared/http/request.ts';

/** The dependencies of the endpoints of imports and exports. */
type ImportsContext = ExportContext & Parameters<typeof startImport>[0];

/** An import as the API answers it. */
const shownImport = ({ starter, file, place, columns, ...shown }: Import) => shown;

const shownRow = ({ line, outcome, item, errors, warnings }: ImportResult) => ({ line, outcome, item, errors, warnings });

/** The endpoints of imports and exports. */
export const importsEndpoints = (context: ImportsContext): readonly Endpoint[] => [
  on(contract.startImport, async ({ body, caller }) => {
    const { started, upload } = await startImport(context)(body, caller);
    return new Answer({ ...shownImport(started), upload }, { secret: true });
  }),
  on(contract.listImports, async ({ query, caller }) => {
    const page = await listImports(context)(pageRequest('imports', query), caller);
    return pageAnswer('imports', query, page, shownImport);
  }),
  on(contract.readImport, async ({ params, caller }) => shownImport(await readImport(context)(params.id, caller))),
  on(contract.listImportRows, async ({ params, query, caller }) => {
    const list = ['import-rows', params.id].join(' ');
    const page = await listImportResults(context)(params.id, pageRequest(list, query), query.outcome, caller);
    return pageAnswer(list, query, page, shownRow);
  }),
  on(contract.requestExport, async ({ body, caller }) => accepted('/v1/exports', exportView(await requestExport(context)(body, caller)))),
  on(contract.listExports, async ({ query, caller }) => {
    const page = await listExports(context)(pageRequest('exports', query), caller);
    return pageAnswer('exports', query, page, exportView);
  }),
  on(contract.readExport, async ({ params, caller }) => exportView(await readExport(context)(params.id, caller))),
];
