import { type AssetCost, AssetCostDraft } from '../../domain/cost/asset-cost.ts';
import { isSameInvoice, sameCost } from '../../domain/cost/same-cost.ts';
import { invalid } from '../../domain/errors.ts';
import type { RowFields } from '../../domain/import/import-row.ts';
import { fieldsWithout, parsedRow, textIn } from '../../domain/import/parsed-row.ts';
import { patchOfRow } from '../../domain/import/row-draft.ts';
import { isObject, type JsonObject } from '../../domain/json-object.ts';
import { isSameMoney } from '../../domain/money.ts';
import { foldedForm } from '../../domain/text.ts';
import { recordCost } from '../cost/record-cost.ts';
import type { ImportKind, ImportRun } from './import-context.ts';
import { createdFrom, storedAs } from './row-outcomes.ts';
import { assertUnchanged, type RowOfAsset, rowsOfAssets } from './rows-of-assets.ts';

const instead = 'costs are not edited: record the difference as another cost, which may be negative';

const draftOfCost = ({ told }: RowOfAsset): AssetCostDraft => {
  const { id, asset, ...draft } = told;
  return parsedRow(AssetCostDraft(), draft);
};

/** The cost that a row means. @throws DomainError invalid `cost/unknown` for an id that the asset does not have */
const costOfRow = (costs: readonly AssetCost[], row: RowOfAsset, { matchOn }: ImportRun): AssetCost | undefined => {
  const { fields, newId, asset } = row;
  const id = textIn(fields, 'id');
  const found = costs.find((cost) => cost.id === (id ?? newId));
  if (found) return found;
  if (id !== undefined) throw invalid('/id', 'cost/unknown', `asset ${asset.id} has no cost ${id}; leave the id out to record one`);
  return sameCost(costs, draftOfCost(row), { matchOn, isWithoutInvoice: fields.get('invoiceNumber') === null });
};

/** Whether a patch has the amount of a stored cost, however it is written. */
const hasSameAmount = ({ amount }: JsonObject, { amount: stored }: AssetCost): boolean => {
  const told = AssetCostDraft().shape.amount.safeParse({ ...stored, ...Object(amount) });
  return told.success && isSameMoney(told.data, stored);
};

/** A patch without its amount and its invoice number, if these are written otherwise and mean the same. */
const withoutSpellings = (patch: JsonObject, stored: AssetCost): JsonObject => {
  const { amount, invoiceNumber, ...others } = patch;
  const isSpelling = typeof invoiceNumber === 'string' && isSameInvoice(invoiceNumber, stored.invoiceNumber);
  return {
    ...others,
    ...(isObject(amount) && hasSameAmount(patch, stored) ? {} : { amount }),
    ...(isSpelling ? {} : { invoiceNumber }),
  };
};

/** The amount of a row as it is written: with its currency, or in two columns. */
const amountIn = (fields: RowFields): string => {
  const whole = fields.get('amount');
  const { amount, currency } = isObject(whole) ? whole : {};
  return [fields.get('amount.amount') ?? amount, fields.get('amount.currency') ?? currency].join(' ');
};

/** Costs: found by id, by invoice number, or by day and amount. Costs are only added, so a row that says otherwise than a cost is refused. */
export const importCosts: ImportKind = rowsOfAssets(
  (fields, matchOn) => {
    const [id, asset, kind, date, invoice] = ['id', 'asset', 'kind', 'date', 'invoiceNumber'].map((path) => textIn(fields, path));
    if (id !== undefined) return [`id ${id}`];
    const parts =
      invoice !== undefined && matchOn.includes('invoiceNumber') ? [asset, kind, invoice] : [asset, kind, date, amountIn(fields), invoice];
    return [JSON.stringify(parts.map((part) => foldedForm(part ?? '')))];
  },
  async (context, run, row) => {
    const { costs } = context;
    const { id: asset } = row.asset;
    const found = costOfRow(await costs.of(asset), row, run);
    if (!found) {
      return createdFrom(row, run, {
        isThere: async (id) => (await costs.of(asset)).some((cost) => cost.id === id),
        create: (options) => recordCost(context)(asset, draftOfCost(row), run.caller, options),
      });
    }
    const patch = patchOfRow(fieldsWithout(row.fields, ['id', 'asset']), found, run);
    assertUnchanged({ stored: found, draft: AssetCostDraft, instead }, withoutSpellings(patch, found));
    return storedAs(row, found);
  },
);
