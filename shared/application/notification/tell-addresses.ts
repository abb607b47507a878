import type { AddressChangeRepository } from '../../domain/person/address-change.ts';
import { isStaleWrite } from '../../domain/store.ts';
import type { NotifyContext } from './notify-context.ts';

export interface AddressNoticeContext extends Pick<NotifyContext, 'people' | 'mailer' | 'letters' | 'store' | 'clock'> {
  readonly addressChanges: AddressChangeRepository;
}

/**
 * Notifies the old and the new address, once, that a person's address was changed (P6). A crash between sending and recording sends the
 * mails twice.
 * @throws the first error of the mailer, if a mail could not be sent
 */
export const tellAddresses =
  ({ addressChanges, people, mailer, letters, store, clock }: AddressNoticeContext) =>
  async (person: string, id: string): Promise<void> => {
    const [change, reader] = [await addressChanges.find(person, id), await people.find(person)];
    if (!change || !reader || change.toldAt !== undefined) return;
    const results = await Promise.allSettled(
      [change.former, change.current].map((to) => mailer.send(letters.addressChanged({ to, name: reader.name }))),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    try {
      await store.commit([addressChanges.save({ ...change, version: change.version + 1, toldAt: clock.now() })]);
    } catch (error) {
      if (!isStaleWrite(error)) throw error;
    }
  };
