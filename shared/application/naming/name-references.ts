import type { Clock } from '../../domain/clock.ts';
import { invalid, isDomainError } from '../../domain/errors.ts';
import { isSameNamed, type Mention, mentionsIn, type UserNoun } from '../../domain/naming/mention.ts';
import type { NamingRepository } from '../../domain/naming/naming.ts';
import { StaleWrite, type Store } from '../../domain/store.ts';

/** What naming other resources needs. */
export interface NamingContext {
  readonly namings: Pick<NamingRepository, 'announce' | 'mark' | 'existing'>;
  readonly store: Pick<Store, 'writeOnce'>;
  readonly clock: Clock;
}

interface StoredResource {
  readonly id: string;
  readonly version: number;
}

/** What a resource names that it did not name before, each once. */
const addedMentions = (noun: string, next: object, before: object | undefined): readonly Mention[] => {
  const former = before ? mentionsIn(noun, before) : [];
  const added = mentionsIn(noun, next).filter((one) => !former.some((other) => isSameNamed(one, other)));
  return added.filter((one, at) => added.findIndex((other) => isSameNamed(one, other)) === at);
};

/**
 * Records that a resource is about to name others, and then checks that they still exist. It must run directly before the resource is
 * stored. Whoever deletes one of the others reads these records and checks in its transaction that none was added since. So either the
 * deletion sees this resource, or this resource sees that the other is gone. What it named before is not looked up again.
 * @throws DomainError invalid `<noun>/unknown`
 * @throws StaleWrite if something is gone that the caller did not name
 */
export const nameReferences =
  ({ namings, store, clock }: NamingContext) =>
  async (noun: string, next: StoredResource, before?: StoredResource): Promise<void> => {
    const added = addedMentions(noun, next, before);
    if (added.length === 0) return;
    const naming = { user: { noun: noun as UserNoun, id: next.id }, userVersion: next.version, at: clock.now() };
    const named = added.map(({ noun: of, id }) => ({ noun: of, id }));
    await store.writeOnce(namings.announce(naming, named));
    await store.writeOnce(namings.mark(naming, named));
    const existing = await namings.existing(named);
    const gone = added.find((mention) => !existing.some((one) => isSameNamed(one, mention)));
    if (!gone) return;
    // The caller did not name it: the change was requested by somebody, or asks a group, who was deleted meanwhile.
    if (gone.pointer === undefined) throw new StaleWrite([`${gone.noun} ${gone.id}`]);
    throw invalid(
      gone.pointer,
      `${gone.noun}/unknown`,
      `${gone.noun.replaceAll('-', ' ')} ${gone.id} does not exist any more; name another`,
    );
  };

/**
 * Stores a new resource that names others. If it is refused, the records are withdrawn, so that they do not prevent a deletion. Only a new
 * resource may do this: no other request can be about to name others for it. After an unclear failure, such as a busy store, the records
 * stay and count for one minute.
 */
export const storeNaming =
  (context: NamingContext) =>
  async (noun: string, next: StoredResource, store: () => Promise<void>): Promise<void> => {
    try {
      await nameReferences(context)(noun, next);
      await store();
    } catch (error) {
      const added = addedMentions(noun, next, undefined);
      if (added.length > 0 && isDomainError(error) && error.kind !== 'busy') {
        const naming = {
          user: { noun: noun as UserNoun, id: next.id },
          userVersion: next.version,
          at: context.clock.now(),
          withdrawn: true,
        };
        await context.store.writeOnce(
          context.namings.announce(
            naming,
            added.map(({ noun: of, id }) => ({ noun: of, id })),
          ),
        );
      }
      throw error;
    }
  };
