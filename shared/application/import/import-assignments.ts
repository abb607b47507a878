import * as z from 'zod';
import type { Asset } from '../../domain/asset/asset.ts';
import { acceptances } from '../../domain/asset/asset-values.ts';
import { type Assignment, AssignmentDraft, isBeforeDayOf } from '../../domain/assignment/assignment.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import { fieldsWithout, parsedRow, pointingInto, textIn } from '../../domain/import/parsed-row.ts';
import { patchOfRow } from '../../domain/import/row-draft.ts';
import type { JsonObject } from '../../domain/json-object.ts';
import { lazily } from '../../domain/lazily.ts';
import { foldedForm } from '../../domain/text.ts';
import { PlainDate } from '../../domain/values.ts';
import { checkIn, checkInWrites } from '../assignment/check-in.ts';
import { checkOut } from '../assignment/check-out.ts';
import { holderOfRow, isSameHolder, withHolderIds } from './holder-of-row.ts';
import type { ImportKind, ImportRun, ImportRunContext, RowOutcome } from './import-context.ts';
import { createdFrom, storedAs } from './row-outcomes.ts';
import { assertUnchanged, type RowOfAsset, rowsOfAssets } from './rows-of-assets.ts';

const instead = 'an assignment is not edited: return the asset with returnedAt, and check it out again';

/** An assignment whose holder may have answered already. */
const AnsweredDraft = lazily(() => AssignmentDraft().extend({ acceptance: z.enum(acceptances).default('none') }));
const ReturnOfRow = lazily(() => z.object({ returnedAt: PlainDate().optional() }));

/** The assignment with the id of a row. @throws DomainError invalid `assignment/unknown` */
const assignmentWithId = async ({ assignments }: ImportRunContext, { asset, fields }: RowOfAsset): Promise<Assignment | undefined> => {
  const id = textIn(fields, 'id');
  const found = id === undefined ? undefined : await assignments.find(asset.id, id);
  if (found || id === undefined) return found;
  throw invalid('/id', 'assignment/unknown', `asset ${asset.id} has no assignment ${id}; leave the id out to check it out`);
};

/** The open assignment of the asset, if it is the one of a row. */
const openOfRow = async (context: ImportRunContext, row: RowOfAsset, isAnyone: boolean): Promise<Assignment | undefined> => {
  const { id, assignment: current } = row.asset;
  const open = current && (await context.assignments.find(id, current.id));
  const holder = await holderOfRow(context, row.told);
  const isNobody = Object.keys(holder).length === 0;
  return open && (isNobody ? isAnyone : isSameHolder(open, holder)) ? open : undefined;
};

const pointerInRow = (pointer: string): string => (pointer === '/date' ? '/returnedAt' : pointer);

/** Takes the asset of a row back. An assignment that began after the day of the row is another one. If there is none, it is back already. */
const returnOfRow = async (context: ImportRunContext, run: ImportRun, row: RowOfAsset, date: string): Promise<RowOutcome> => {
  const { asset } = row;
  const found = (await assignmentWithId(context, row)) ?? (await openOfRow(context, row, true));
  const isNamed = textIn(row.fields, 'id') !== undefined;
  if (!found || (!isNamed && isBeforeDayOf(found.assignedAt, date))) return { outcome: 'unchanged' };
  if (found.returnedAt !== undefined) return storedAs(row, found);
  const { caller, state } = run;
  await pointingInto<unknown>(pointerInRow, () =>
    state.dryRun ? checkInWrites(context, caller)(asset.id, found.id, { date }) : checkIn(context)(asset.id, found.id, { date }, caller),
  );
  return { outcome: 'updated', item: found.id };
};

const assertNotReturned = ({ id, returnedAt }: Assignment): void => {
  if (returnedAt === undefined) return;
  throw conflict('assignment/returned', `assignment ${id} ended at ${returnedAt}; leave the id out to check the asset out again`, '/id');
};

/** Whether a row has columns for the holder, and all of them are empty: in a list of all assets, nobody has this one. */
const isOfNobody = ({ fields, told }: RowOfAsset): boolean => {
  const paths = ['person', 'location', 'item'];
  return textIn(fields, 'id') === undefined && paths.some((path) => fields.has(path)) && paths.every((path) => told[path] === undefined);
};

/** @throws DomainError conflict `asset/assigned` if somebody has the asset that nobody has by the row: a row without a day takes nothing back */
const assertHeldByNobody = ({ id, assignment }: Asset): void => {
  if (!assignment) return;
  const detail = `asset ${id} is checked out by assignment ${assignment.id}, and the row names nobody; add the day in returnedAt to take it back`;
  throw conflict('asset/assigned', detail, '/returnedAt');
};

/** A patch without the question to the holder, if that was answered meanwhile. */
const withoutAnswer = ({ acceptance, ...others }: JsonObject, stored: Assignment): JsonObject =>
  acceptance === undefined || (acceptance === 'asked' && stored.acceptance !== 'none') ? others : { ...others, acceptance };

/** Assignments: found by id, or by asset and holder. `returnedAt` takes an asset back. */
export const importAssignments: ImportKind = rowsOfAssets(
  (fields) => {
    const [id, ...parts] = ['id', 'asset', 'person', 'location', 'item'].map((path) => textIn(fields, path));
    return [id === undefined ? JSON.stringify(parts.map((part) => foldedForm(part ?? ''))) : `id ${id}`];
  },
  async (context, run, row) => {
    const { id: assetId } = row.asset;
    const { returnedAt } = parsedRow(ReturnOfRow(), row.told);
    if (returnedAt !== undefined) return returnOfRow(context, run, row, returnedAt);
    if (isOfNobody(row)) {
      assertHeldByNobody(row.asset);
      return { outcome: 'unchanged' };
    }
    const found = (await assignmentWithId(context, row)) ?? (await openOfRow(context, row, false));
    if (!found) {
      const { id, asset, ...draft } = row.told;
      return createdFrom(row, run, {
        isThere: async (each) => (await context.assignments.find(assetId, each)) !== undefined,
        create: (options) => checkOut(context)(assetId, parsedRow(AssignmentDraft(), draft), run.caller, options),
      });
    }
    assertNotReturned(found);
    const patch = patchOfRow(fieldsWithout(row.fields, ['id', 'asset', 'returnedAt']), found, run);
    assertUnchanged({ stored: found, draft: AnsweredDraft, instead }, await withHolderIds(context, withoutAnswer(patch, found)));
    return storedAs(row, found);
  },
);
