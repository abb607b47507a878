import { type Caller, has } from '../../domain/access.ts';
import type { Clock, Ids } from '../../domain/clock.ts';
import { DomainError, type FieldError, forbidden } from '../../domain/errors.ts';
import { type Import, type ImportDraft, noProgress } from '../../domain/import/import.ts';
import type { ImportFiles, ImportRepository, UploadForm } from '../../domain/import/import-repository.ts';
import { noField, typeOfField } from '../../domain/import/import-row.ts';
import { starterOf } from '../../domain/import/transfer.ts';
import { kindRecords } from '../../domain/import/transfer-kinds.ts';
import { pointerTo } from '../../domain/schema-error.ts';
import type { Store } from '../../domain/store.ts';

interface StartContext {
  readonly imports: ImportRepository;
  readonly files: Pick<ImportFiles, 'uploadForm'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

const unknownField = (pointer: string, path: string, known: readonly string[]): FieldError => ({
  pointer,
  code: 'import/unknown-field',
  detail: `${path} is no field of this kind; the fields are ${known.join(', ')}`,
});

/** The columns of a mapping that are mapped to a field that an earlier one has already: the values of one of them would be lost. */
const mappedTwice = (mapping: Readonly<Record<string, string>>): readonly FieldError[] => {
  const columns = new Map<string, string>();
  return Object.entries(mapping).flatMap(([column, path]): readonly FieldError[] => {
    const first = columns.get(path);
    if (first === undefined) columns.set(path, column);
    if (first === undefined || path === noField) return [];
    const detail = `${path} is mapped from the column ${first} already; map one of them to another field, or leave it out by an empty text`;
    return [{ pointer: pointerTo('/mapping', column), code: 'import/field-mapped-twice', detail }];
  });
};

/** What is wrong with a draft: what it names and the kind does not have, and fields that are mapped twice. */
const errorsIn = ({ kind, mapping = {}, defaults = {}, values = {}, matchOn = [], preset }: ImportDraft): readonly FieldError[] => {
  const fields = kindRecords[kind];
  const known = Object.keys(fields.columns);
  const isField = (path: string) => typeOfField(fields, path) !== undefined;
  const presetError = {
    pointer: '/preset',
    code: 'import/preset-not-for-kind',
    detail: 'the presets are for assets; send kind assets, or a mapping',
  };
  return [
    ...Object.entries(mapping).flatMap(([column, path]) =>
      path === noField || isField(path) ? [] : unknownField(pointerTo('/mapping', column), path, known),
    ),
    ...mappedTwice(mapping),
    ...Object.keys(defaults).flatMap((path) => (isField(path) ? [] : unknownField(pointerTo('/defaults', path), path, known))),
    ...Object.keys(values).flatMap((path) => (isField(path) ? [] : unknownField(pointerTo('/values', path), path, known))),
    ...matchOn.flatMap((field, at) =>
      kindRecords[kind].matchOn.includes(field) ? [] : unknownField(`/matchOn/${at}`, field, kindRecords[kind].matchOn),
    ),
    ...(preset !== undefined && kind !== 'assets' ? [presetError] : []),
  ];
};

/** @throws DomainError forbidden `access/role-missing` */
const assertMayImport = (caller: Caller, kind: ImportDraft['kind']): void => {
  if ((caller.kind === 'person' || caller.kind === 'client') && has(caller, ...kindRecords[kind].importers)) return;
  throw forbidden('access/role-missing', `one of these roles is required to import ${kind}: ${kindRecords[kind].importers.join(', ')}`);
};

/**
 * Prepares an import: it begins when its file is uploaded with the form (I5).
 * @throws DomainError forbidden `access/role-missing`, invalid `import/unknown-field`, `import/field-mapped-twice`, `import/preset-not-for-kind`
 */
export const startImport =
  ({ imports, files, store, clock, ids }: StartContext) =>
  async (draft: ImportDraft, caller: Caller): Promise<{ readonly started: Import; readonly upload: UploadForm }> => {
    assertMayImport(caller, draft.kind);
    const errors = errorsIn(draft);
    const [first] = errors;
    if (first) throw new DomainError('invalid', first.code, first.detail, { errors });
    const [id, now] = [ids.next(), clock.now()];
    const stamps = { id, version: 1, createdAt: now, updatedAt: now };
    const started: Import = { ...stamps, ...draft, starter: starterOf(caller), status: 'waiting', progress: noProgress };
    const upload = await files.uploadForm(id);
    await store.commit([imports.save(started)]);
    return { started, upload };
  };
