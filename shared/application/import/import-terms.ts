import { invalid, mismatch } from '../../domain/errors.ts';
import { fieldsWithout, parsedRow, textIn } from '../../domain/import/parsed-row.ts';
import { patchOfRow } from '../../domain/import/row-draft.ts';
import { assertTerm, type Term, TermDraft } from '../../domain/license/term.ts';
import { hasSameContent } from '../../domain/resource/same-value.ts';
import { foldedForm } from '../../domain/text.ts';
import { addTerm, patchTerm } from '../license/manage-terms.ts';
import { patched } from '../resource/manage-resource.ts';
import type { ImportKind, ImportRun, ImportRunContext, RowOutcome } from './import-context.ts';
import { createdFrom, storedAs } from './row-outcomes.ts';
import { type RowOfAsset, rowsOfAssets } from './rows-of-assets.ts';

const draftOfTerm = ({ told }: RowOfAsset): TermDraft => {
  const { id, asset, ...draft } = told;
  return parsedRow(TermDraft(), draft);
};

const isSameReference = (one: string, other: string | undefined): boolean => other !== undefined && foldedForm(one) === foldedForm(other);

/** The terms that begin on the day of a row, and are of its reference if it tells one. A term without a reference may get that of the row. */
const termsLike = (terms: readonly Term[], { fields, told }: RowOfAsset): readonly Term[] => {
  const sameStart = terms.filter(({ start }) => start === told.start);
  const reference = textIn(fields, 'reference');
  if (reference === undefined && !fields.has('reference')) return sameStart;
  const same = reference === undefined ? [] : sameStart.filter((term) => isSameReference(reference, term.reference));
  return same.length > 0 ? same : sameStart.filter((term) => term.reference === undefined);
};

/** The term that a row means. @throws DomainError invalid `term/unknown`, mismatch `import/ambiguous` */
const termOfRow = (terms: readonly Term[], row: RowOfAsset): Term | undefined => {
  const { fields, newId, asset } = row;
  const id = textIn(fields, 'id');
  const named = terms.find((term) => term.id === (id ?? newId));
  if (named) return named;
  if (id !== undefined) throw invalid('/id', 'term/unknown', `license ${asset.id} has no term ${id}; leave the id out to add one`);
  const [found, ...others] = termsLike(terms, row);
  if (others.length === 0) return found;
  const detail = `${others.length + 1} terms of the license begin on that day; add the reference or the id of the term`;
  throw mismatch('import/ambiguous', detail, [{ pointer: '/start', code: 'import/ambiguous', detail }]);
};

const update = async (context: ImportRunContext, run: ImportRun, row: RowOfAsset, term: Term): Promise<RowOutcome> => {
  const { caller, state } = run;
  const patch = patchOfRow(fieldsWithout(row.fields, ['id', 'asset']), term, run);
  const { asset, ...fields } = term;
  const draft = patched<TermDraft>({ draft: TermDraft }, fields, patch);
  assertTerm(draft);
  const { id, version, createdAt, updatedAt } = term;
  if (hasSameContent({ ...draft, asset, id, version, createdAt, updatedAt }, term)) return storedAs(row, term);
  if (!state.dryRun) await patchTerm(context)({ id: asset, termId: id }, patch, [version], caller);
  return { outcome: 'updated', item: id };
};

/** Terms of licenses: found by id, or by license and start, and by the reference where the file tells one. */
export const importTerms: ImportKind = rowsOfAssets(
  (fields) => {
    const [id, ...parts] = ['id', 'asset', 'start', 'reference'].map((path) => textIn(fields, path));
    return [id === undefined ? JSON.stringify(parts.map((part) => foldedForm(part ?? ''))) : `id ${id}`];
  },
  async (context, run, row) => {
    const { id: license } = row.asset;
    const found = termOfRow(await context.licenses.termsOf(license), row);
    if (found) return update(context, run, row, found);
    return createdFrom(row, run, {
      isThere: async (id) => (await context.licenses.term(license, id)) !== undefined,
      create: (options) => addTerm(context)(license, draftOfTerm(row), run.caller, options),
    });
  },
);
