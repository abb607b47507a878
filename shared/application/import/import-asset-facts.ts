import type { Asset } from '../../domain/asset/asset.ts';
import { AssetStep, ConditionReport } from '../../domain/asset/asset-facts.ts';
import { afterStep } from '../../domain/asset/asset-transitions.ts';
import { todayOf } from '../../domain/clock.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import { pointerOf } from '../../domain/import/cell-values.ts';
import type { RowFields } from '../../domain/import/import-row.ts';
import { parsedRow, pointingInto, textIn } from '../../domain/import/parsed-row.ts';
import { draftOf, patchOfRow } from '../../domain/import/row-draft.ts';
import { changedPart } from '../../domain/resource/same-value.ts';
import { latestToday } from '../asset/change-asset.ts';
import { moveAsset } from '../asset/move-asset.ts';
import { reportCondition } from '../asset/report-condition.ts';
import { nextFacet } from '../item/item-context.ts';
import type { ImportRun, ImportRunContext } from './import-context.ts';

/** What a row says about a disposal. An empty cell says nothing: a fact is not cleared. */
const disposalFields = (fields: RowFields): RowFields =>
  new Map([...fields].filter(([path, value]) => path.startsWith('disposal.') && value !== null));

/** @throws DomainError invalid `asset/not-disposed` if a row tells how an asset was disposed of that is not, neither now nor by the row */
const assertDisposed = (fields: RowFields, status: string): void => {
  const [path] = disposalFields(fields).keys();
  if (path === undefined || status === 'disposed') return;
  const detail = `the row says how the asset was disposed of, and its status is ${status}; send the status disposed, or empty this cell`;
  throw invalid(pointerOf(path), 'asset/not-disposed', detail);
};

/** @throws DomainError conflict `import/cannot-change` if a row tells of a disposal otherwise than it is recorded */
const assertSameDisposal = (asset: Asset, fields: RowFields, run: ImportRun): void => {
  const { disposal } = changedPart(asset, patchOfRow(disposalFields(fields), asset, run));
  if (disposal === undefined) return;
  const detail = 'the disposal is recorded otherwise; to correct it, take the step to disposed again with a reason';
  throw conflict('import/cannot-change', detail, '/disposal');
};

/** The field of a row to which a pointer into the step of a status belongs. */
const pointerInRow =
  (to: string | undefined) =>
  (pointer: string): string =>
    to === 'disposed' && pointer !== '/to' ? `/disposal${pointer}` : '/status';

/** The step to the status of a row, with how the asset was disposed of if it was. A day that is not told is today. */
const stepInRow = (context: ImportRunContext, run: ImportRun, fields: RowFields): Promise<AssetStep> => {
  const to = textIn(fields, 'status');
  const disposal = to === 'disposed' ? draftOf(fields, run).disposal : undefined;
  return pointingInto(pointerInRow(to), async () => parsedRow(AssetStep(), { to, date: todayOf(context), ...Object(disposal) }));
};

/**
 * The disposal of an asset that a row registers. Undefined if it has another status.
 * @throws DomainError invalid for what it must tell and does not, or tells without the status
 */
export const disposalInRow = async (context: ImportRunContext, run: ImportRun, fields: RowFields): Promise<AssetStep | undefined> => {
  const status = textIn(fields, 'status');
  assertDisposed(fields, status ?? 'empty');
  return status === 'disposed' ? stepInRow(context, run, fields) : undefined;
};

/** Checks that an asset that is about to be registered may be disposed of like that. @throws DomainError as `moveAsset` */
export const assertDisposable = (context: ImportRunContext, asset: Asset, step: AssetStep): Promise<Asset> =>
  pointingInto(pointerInRow(step.to), async () => afterStep(asset, step, nextFacet(context, asset), latestToday(context.clock)));

/** What a row says about the status and the condition, if it is something else than what is stored. They change by facts (A1). */
export const factsOfRow = async (context: ImportRunContext, run: ImportRun, asset: Asset, fields: RowFields) => {
  const { caller } = run;
  const [to, condition] = [textIn(fields, 'status') ?? asset.status, textIn(fields, 'condition')];
  assertDisposed(fields, to);
  if (to === asset.status) assertSameDisposal(asset, fields, run);
  const step = to === asset.status ? undefined : await stepInRow(context, run, fields);
  const report =
    condition === undefined || condition === asset.condition
      ? undefined
      : parsedRow(ConditionReport(), { condition, date: todayOf(context) });
  const move = (dryRun: boolean) =>
    step && pointingInto(pointerInRow(step.to), () => moveAsset(context)(asset.id, step, caller, { dryRun }));
  return {
    isEmpty: !step && !report,
    check: async () => void (await move(true)),
    record: async () => {
      await move(false);
      if (report) await reportCondition(context)(asset.id, report, caller);
    },
  };
};
