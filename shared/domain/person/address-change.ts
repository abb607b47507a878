import type { Instant } from '../clock.ts';
import type { Write } from '../store.ts';

/** Records a change of a person's mail address, so that both addresses are notified (P6). Addresses are in rows, never in events. */
export interface AddressChange {
  readonly id: string;
  readonly person: string;
  readonly former: string;
  readonly current: string;
  readonly changedAt: Instant;
  readonly toldAt?: Instant | undefined;
  readonly version: number;
}

export interface AddressChangeRepository {
  find(person: string, id: string): Promise<AddressChange | undefined>;
  save(change: AddressChange): Write;
}
