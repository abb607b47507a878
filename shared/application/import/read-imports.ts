import { type Caller, has } from '../../domain/access.ts';
import { missing } from '../../domain/errors.ts';
import type { Import, ImportOutcome, ImportResult } from '../../domain/import/import.ts';
import type { ImportRepository } from '../../domain/import/import-repository.ts';
import { kindRecords } from '../../domain/import/transfer-kinds.ts';
import type { Page, PageRequest } from '../../domain/store.ts';

interface ReadContext {
  readonly imports: Pick<ImportRepository, 'find' | 'page' | 'pageOfResults'>;
}

/** Whoever may import a kind sees its imports. Their errors may tell values that others must not see (X2). */
const maySee = (caller: Caller, { kind }: Import): boolean => has(caller, 'admin', 'auditor', ...kindRecords[kind].importers);

/** @throws DomainError missing `import/not-found` */
export const readImport =
  ({ imports }: ReadContext) =>
  async (id: string, caller: Caller): Promise<Import> => {
    const found = await imports.find(id);
    if (!found || !maySee(caller, found)) throw missing('import', id);
    return found;
  };

/** The imports that the caller may see, the newest first. */
export const listImports =
  ({ imports }: ReadContext) =>
  (request: PageRequest, caller: Caller): Promise<Page<Import>> =>
    imports.page(request, (found) => maySee(caller, found));

/** What became of the rows, in their order. @throws DomainError missing `import/not-found` */
export const listImportResults =
  (context: ReadContext) =>
  async (id: string, request: PageRequest, outcome: ImportOutcome | undefined, caller: Caller): Promise<Page<ImportResult>> => {
    await readImport(context)(id, caller);
    return context.imports.pageOfResults(id, request, outcome);
  };
