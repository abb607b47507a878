import { type Caller, has } from '../../domain/access.ts';
import type { Clock, Ids } from '../../domain/clock.ts';
import { DomainError, type FieldError, forbidden } from '../../domain/errors.ts';
import { type Import, type ImportDraft, noProgress } from '../../domain/import/import.ts';
import type { ImportFiles, ImportRepository, UploadForm } from '../../domain/import/import-repository.ts';
import { noField, typeOfField } from '../../domain/import/import-row.ts';
import { presets } from '../../domain/import/presets.ts';
import { starterOf } from '../../domain/import/transfer.ts';
import { kindRecords, mayMatchOn } from '../../domain/import/transfer-kinds.ts';
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

/** What is wrong with the preset of a draft: it is for another kind, or the program writes another format. */
const presetErrors = ({ preset: name, kind, format }: ImportDraft): readonly FieldError[] => {
  const preset = name && presets[name];
  const error = (code: string, detail: string) => [{ pointer: '/preset', code, detail }];
  if (!preset) return [];
  if (preset.kind !== kind) return error('import/preset-not-for-kind', `the preset ${name} is for ${preset.kind}; send that kind`);
  if (preset.format === undefined || preset.format === format) return [];
  return error('import/preset-not-for-format', `the preset ${name} reads ${preset.format}; send that format`);
};

/** What is wrong with a draft: what it names and the kind does not have, and fields that are mapped twice. */
const errorsIn = (draft: ImportDraft): readonly FieldError[] => {
  const { kind, mapping = {}, defaults = {}, values = {}, matchOn = [] } = draft;
  const fields = kindRecords[kind];
  const known = Object.keys(fields.columns);
  const isField = (path: string) => typeOfField(fields, path) !== undefined;
  const matchable = [...fields.matchOn, ...(fields.matchesAliases ? ['any alias scheme, such as aws-arn'] : [])];
  return [
    ...Object.entries(mapping).flatMap(([column, path]) =>
      path === noField || isField(path) ? [] : unknownField(pointerTo('/mapping', column), path, known),
    ),
    ...mappedTwice(mapping),
    ...Object.keys(defaults).flatMap((path) => (isField(path) ? [] : unknownField(pointerTo('/defaults', path), path, known))),
    ...Object.keys(values).flatMap((path) => (isField(path) ? [] : unknownField(pointerTo('/values', path), path, known))),
    ...matchOn.flatMap((field, at) => (mayMatchOn(kind, field) ? [] : unknownField(`/matchOn/${at}`, field, matchable))),
    ...presetErrors(draft),
  ];
};

/** @throws DomainError forbidden `access/role-missing` */
const assertMayImport = (caller: Caller, kind: ImportDraft['kind']): void => {
  if ((caller.kind === 'person' || caller.kind === 'client') && has(caller, ...kindRecords[kind].importers)) return;
  throw forbidden('access/role-missing', `one of these roles is required to import ${kind}: ${kindRecords[kind].importers.join(', ')}`);
};

/**
 * Prepares an import: it begins when its file is uploaded with the form (I5).
 * @throws DomainError forbidden `access/role-missing`, invalid `import/unknown-field`, `import/field-mapped-twice`, `import/preset-not-for-kind`,
 * `import/preset-not-for-format`
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
