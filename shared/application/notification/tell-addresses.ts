import type { AddressChangeRepository } from '../../domain/person/address-change.ts';
import { isStaleWrite } from '../../domain/store.ts';
import type { NotifyContext } from './notify-context.ts';

export interface AddressNoticeContext extends Pick<NotifyContext, 'people' | 'mailer' | 'letters' | 'store' | 'clock'> {
  readonly addressChanges: AddressChangeRepository;
}

/** Tells both addresses that a person's address was changed (P6), once; a crash between sending and noting tells twice. */
export const tellAddresses =
  ({ addressChanges, people, mailer, letters, store, clock }: AddressNoticeContext) =>
  async (person: string, id: string): Promise<void> => {
    const [change, reader] = [await addressChanges.find(person, id), await people.find(person)];
    if (!change || !reader || change.toldAt !== undefined) return;
    const told = await Promise.allSettled(
      [change.former, change.current].map((to) => mailer.send(letters.addressChanged({ to, name: reader.name }))),
    );
    const failed = told.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    try {
      await store.commit([addressChanges.save({ ...change, version: change.version + 1, toldAt: clock.now() })]);
    } catch (error) {
      if (!isStaleWrite(error)) throw error;
    }
  };
