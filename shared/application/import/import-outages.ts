import { actorOf } from '../../domain/access.ts';
import { plus } from '../../domain/clock.ts';
import { invalid, isDomainError } from '../../domain/errors.ts';
import { fieldsWithout, parsedRow, textIn } from '../../domain/import/parsed-row.ts';
import { draftOf, patchOfRow } from '../../domain/import/row-draft.ts';
import { lazily, type Shape } from '../../domain/lazily.ts';
import { importedKey, isSameImport } from '../../domain/outage/imported-outage.ts';
import { type Outage, OutageDraft } from '../../domain/outage/outage.ts';
import { outageIdOf } from '../../domain/outage/outage-rules.ts';
import { ExactLine } from '../../domain/text.ts';
import { Reference, Time } from '../../domain/values.ts';
import { serviceInPath } from '../agreement/service-in-path.ts';
import { recordOutage } from '../outage/record-outage.ts';
import type { ImportKind, ImportRun, ImportRunContext, ReadableRow, RowOutcome } from './import-context.ts';
import { once } from './once.ts';
import { assertUnchanged } from './rows-of-assets.ts';
import { turns } from './turns.ts';

const instead = 'an imported outage is not edited by a file: correct it with PATCH and a reason';

/** A row: facts of the past, so the outage has ended. */
const OutageInRow = lazily(() =>
  OutageDraft()
    .pick({ start: true, state: true, cause: true })
    .extend({ service: Reference(), end: Time(), reference: ExactLine().min(1).max(200).optional() }),
);
type OutageInRow = Shape<typeof OutageInRow>;

/** The id of the service of a row. @throws DomainError invalid `item/not-found`, `configuration-item/not-found`, `service/not-found` */
const serviceOfRow = async (context: ImportRunContext, service: string): Promise<string> => {
  try {
    return (await serviceInPath(context)(service)).id;
  } catch (error) {
    if (isDomainError(error) && error.kind === 'missing') throw invalid('/service', error.code, error.message);
    throw error;
  }
};

/** The outage that an earlier import has recorded for such a row: by its reference, or by its beginning. */
const storedOutage = async (
  { outages }: ImportRunContext,
  service: string,
  told: Pick<OutageInRow, 'start' | 'reference'>,
): Promise<Outage | undefined> => {
  const { start } = told;
  const known = await outages.find(outageIdOf(service, importedKey(told)));
  if (known) return known;
  const { items } = await outages.page(service, { from: start, to: plus(start, 1), limit: 200 });
  return items.find((outage) => isSameImport(outage, told));
};

/** A row that tells of a stored outage changes nothing. What somebody has corrected stays corrected, whatever the file says. */
const unchanged = (stored: Outage, { fields }: ReadableRow, run: ImportRun): RowOutcome => {
  const patch = patchOfRow(fieldsWithout(fields, ['service', 'reference']), stored, run);
  if (stored.corrections.length === 0) assertUnchanged({ stored, draft: OutageDraft, instead }, patch);
  return { outcome: 'unchanged', item: stored.id };
};

const importOutage = async (
  context: ImportRunContext,
  run: ImportRun,
  row: ReadableRow,
  { reference, service, ...known }: OutageInRow,
): Promise<RowOutcome> => {
  const told = { start: known.start, reference };
  const stored = await storedOutage(context, service, told);
  if (stored) return unchanged(stored, row, run);
  const { dryRun } = run.state;
  const report = { service, facts: known, source: 'imported' as const, reportedBy: actorOf(run.caller) };
  const { id } = await recordOutage(context)({ ...report, reference, sourceKey: importedKey(told) }, { dryRun });
  return { outcome: 'created', ...(dryRun ? {} : { item: id }) };
};

/**
 * Outages of the past (I5): found by their service and reference, or by their service and beginning. They are marked as imported, count for
 * availability as those that people report, and suppress nothing.
 */
export const importOutages: ImportKind = {
  keysOf: (fields, matchOn) => {
    const [service, start, reference] = ['service', 'start', 'reference'].map((path) => textIn(fields, path) ?? null);
    return [JSON.stringify(matchOn.includes('reference') && reference !== null ? { service, reference } : { service, start })];
  },
  load: (context, run) => async () => {
    const inTurn = turns();
    const serviceOf = once((service: string) => serviceOfRow(context, service));
    return {
      handle: async (row) => {
        const told = parsedRow(OutageInRow(), draftOf(row.fields, run));
        return inTurn(told.service, async () => importOutage(context, run, row, { ...told, service: await serviceOf(told.service) }));
      },
    };
  },
};
