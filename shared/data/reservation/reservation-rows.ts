import * as z from 'zod';
import { lazily } from '../../domain/lazily.ts';
import type { Reservation, ReservationVersion } from '../../domain/reservation/reservation.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { stakeFields } from '../change/stake-fields.ts';
import { defineRow, key } from '../define-row.ts';

/** The part of a reservation that is in one shard. It has those ids that fall into the shard, and the groups with a member there. */
export interface ReservationPart
  extends Omit<Reservation, 'affected' | 'groups' | 'near'>,
    Partial<Pick<Reservation, 'affected' | 'groups' | 'near'>> {
  readonly month: string;
  readonly shard: number;
  readonly version: 1;
}

const partitionFields = () => ({ month: z.string(), shard: z.int().min(0) });

const ReservationRow = lazily(() =>
  z.strictObject({
    ...partitionFields(),
    start: StoredTime(),
    end: StoredTime(),
    window: Id(),
    change: Id(),
    number: z.string(),
    revision: z.int().min(1),
    items: z.array(Id()),
    affected: z.array(Id()).optional(),
    groups: z.array(stakeFields()).optional(),
    near: z.array(Id()).optional(),
    implementer: Id().optional(),
    suppress: z.boolean(),
    version: z.literal(1),
  }),
);
const ReservationVersionRow = lazily(() => z.strictObject({ ...partitionFields(), version: z.int().min(1) }));

/** RESERVATION#<month>#<shard> | <start>#<window>#<revision>   what a window reserves in a shard; sorts after the `#` row */
export const reservationRow = defineRow<ReservationPart, Pick<ReservationPart, 'month' | 'shard' | 'start' | 'window' | 'revision'>>({
  type: 'Reservation',
  schema: ReservationRow,
  primary: ({ month, shard, start, window, revision }) => ({ pk: key('RESERVATION', month, shard), sk: key(start, window, revision) }),
});

/** RESERVATION#<month>#<shard> | #   the version of the shard, incremented by each scheduling that has read it (T8) */
export const reservationVersionRow = defineRow<ReservationVersion, Pick<ReservationVersion, 'month' | 'shard'>>({
  type: 'ReservationVersion',
  schema: ReservationVersionRow,
  primary: ({ month, shard }) => ({ pk: key('RESERVATION', month, shard), sk: '#' }),
});
