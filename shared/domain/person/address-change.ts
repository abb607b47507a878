import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import type { Write } from '../store.ts';
import { Id, StoredTime } from '../values.ts';

/** That a person's address was changed, so that both addresses are told (P6): addresses stand in rows, never in events. */
export const AddressChange = lazily(() =>
  z.strictObject({
    id: Id(),
    person: Id(),
    former: z.string(),
    current: z.string(),
    changedAt: StoredTime(),
    toldAt: StoredTime().optional(),
    version: z.int().min(1),
  }),
);
export type AddressChange = Shape<typeof AddressChange>;

export interface AddressChangeRepository {
  find(person: string, id: string): Promise<AddressChange | undefined>;
  save(change: AddressChange): Write;
}
