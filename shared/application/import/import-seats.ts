import * as z from 'zod';
import { actorOf } from '../../domain/access.ts';
import { isBeforeDayOf } from '../../domain/assignment/assignment.ts';
import { conflict, invalid, mismatch } from '../../domain/errors.ts';
import { fieldsWithout, parsedRow, textIn } from '../../domain/import/parsed-row.ts';
import { patchOfRow } from '../../domain/import/row-draft.ts';
import { lazily } from '../../domain/lazily.ts';
import { holderOf, type Seat, SeatDraft } from '../../domain/license/seat.ts';
import { foldedForm } from '../../domain/text.ts';
import { PlainDate } from '../../domain/values.ts';
import { allPages } from '../all-pages.ts';
import { latestToday } from '../asset/change-asset.ts';
import { assignSeat } from '../license/assign-seat.ts';
import { endSeat } from '../license/release-seat.ts';
import { holderOfRow, type NamedHolder, withHolderIds } from './holder-of-row.ts';
import type { ImportKind, ImportRun, ImportRunContext, RowOutcome } from './import-context.ts';
import { createdFrom, storedAs } from './row-outcomes.ts';
import { assertUnchanged, type RowOfAsset, rowsOfAssets } from './rows-of-assets.ts';

const instead = 'a seat is not edited: release it with releasedAt, and assign another in another file';
/** The most seats of one person or item that are looked at. */
const mostOfHolder = 1_000;

const isAssigned = ({ releasedAt }: Seat): boolean => releasedAt === undefined;

/** The seats of the license that this holder has now. Without a holder: those that belong to nobody in particular. */
const seatsHeld = async (
  { licenses }: ImportRunContext,
  license: string,
  { formerItem, ...holder }: NamedHolder,
): Promise<readonly Seat[]> => {
  const keys = [holderOf(holder), formerItem === undefined ? undefined : holderOf({ item: formerItem })].filter((key) => key !== undefined);
  if (keys.length > 0) {
    const held = await Promise.all(keys.map((key) => licenses.heldBy(key, mostOfHolder)));
    return held.flat().filter((seat) => seat.asset === license && isAssigned(seat));
  }
  const isNobodys = (seat: Seat) => isAssigned(seat) && !holderOf(seat);
  return allPages({ page: (request) => licenses.seatsOf(license, request, isNobodys) });
};

/** The seat with the id of a row. @throws DomainError invalid `seat/unknown` */
const seatWithId = async ({ licenses }: ImportRunContext, { asset, fields }: RowOfAsset): Promise<Seat | undefined> => {
  const id = textIn(fields, 'id');
  const seat = id === undefined ? undefined : await licenses.seat(asset.id, id);
  if (seat || id === undefined) return seat;
  throw invalid('/id', 'seat/unknown', `license ${asset.id} has no seat ${id}; leave the id out to assign one`);
};

const release = async (context: ImportRunContext, { caller, state }: ImportRun, seat: Seat): Promise<RowOutcome> => {
  if (!state.dryRun) await endSeat(context, seat, actorOf(caller), 'released');
  return { outcome: 'updated', item: seat.id };
};

/**
 * Releases the seat of a row. One that was assigned after the day of the row is another one. If there is none, it is released already.
 * @throws DomainError mismatch `import/ambiguous`
 */
const releaseSeatOfRow = async (context: ImportRunContext, run: ImportRun, row: RowOfAsset, releasedAt: string): Promise<RowOutcome> => {
  if (releasedAt > latestToday(context.clock))
    throw invalid('/releasedAt', 'seat/date-in-future', `${releasedAt} is in the future; import the row when the seat is released`);
  const named = await seatWithId(context, row);
  if (named) return isAssigned(named) ? release(context, run, named) : storedAs(row, named);
  const held = await seatsHeld(context, row.asset.id, await holderOfRow(context, row.told));
  const [seat, ...others] = held.filter(({ assignedAt }) => !isBeforeDayOf(assignedAt, releasedAt));
  if (!seat) return { outcome: 'unchanged' };
  if (others.length === 0) return release(context, run, seat);
  const detail = `it is one of ${held.length} seats; add the id of the seat`;
  throw mismatch('import/ambiguous', detail, [{ pointer: '/id', code: 'import/ambiguous', detail }]);
};

/** The seat that a row says somebody has. One with the same quantity comes first. */
const seatOfRow = async (context: ImportRunContext, row: RowOfAsset): Promise<Seat | undefined> => {
  const named = await seatWithId(context, row);
  if (named) return named;
  const held = await seatsHeld(context, row.asset.id, await holderOfRow(context, row.told));
  const { quantity = 1 } = row.told;
  const same = held.find((seat) => seat.id === row.newId) ?? held.find((seat) => seat.quantity === quantity);
  // Seats that belong to nobody are told apart by their quantity alone.
  return same ?? held.find((seat) => holderOf(seat));
};

const assertAssigned = ({ id, releasedAt }: Seat): void => {
  if (releasedAt === undefined) return;
  throw conflict('seat/released', `seat ${id} was released at ${releasedAt}; leave the id out to assign another`, '/id');
};

const ReleaseOfRow = lazily(() => z.object({ releasedAt: PlainDate().optional() }));

/** Seats: found by id, or by license and holder. `releasedAt` releases a seat. */
export const importSeats: ImportKind = rowsOfAssets(
  (fields) => {
    const [id, asset, person, item] = ['id', 'asset', 'person', 'item'].map((path) => textIn(fields, path));
    if (id !== undefined) return [`id ${id}`];
    const holder = [person, item].map((part) => foldedForm(part ?? ''));
    return [JSON.stringify([foldedForm(asset ?? ''), ...holder, ...(holder.join('') === '' ? [fields.get('quantity')] : [])])];
  },
  async (context, run, row) => {
    const { id: license } = row.asset;
    const { licenses } = context;
    const { releasedAt } = parsedRow(ReleaseOfRow(), row.told);
    if (releasedAt !== undefined) return releaseSeatOfRow(context, run, row, releasedAt);
    const found = await seatOfRow(context, row);
    if (!found) {
      const { id, asset, ...draft } = row.told;
      return createdFrom(row, run, {
        isThere: async (seat) => (await licenses.seat(license, seat)) !== undefined,
        create: (options) => assignSeat(context)(license, parsedRow(SeatDraft(), draft), run.caller, options),
      });
    }
    assertAssigned(found);
    const patch = patchOfRow(fieldsWithout(row.fields, ['id', 'asset', 'releasedAt']), found, run);
    assertUnchanged({ stored: found, draft: SeatDraft, instead }, await withHolderIds(context, patch));
    return storedAs(row, found);
  },
);
