import type { Clock, Ids } from '../../domain/clock.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import { forbidden } from '../../domain/errors.ts';
import { type EventRepository, system } from '../../domain/event/event.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import { isActive, type Person } from '../../domain/person/person.ts';
import type { Identity, SignInRepository } from '../../domain/person/sign-in.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { onFreshRows, type Store, type Write } from '../../domain/store.ts';

interface SignInContext {
  readonly people: ResourceRepository<Person>;
  readonly contactGroups: ResourceRepository<ContactGroup>;
  readonly signIns: SignInRepository;
  readonly events: EventRepository;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Whose verified address makes the first admin. */
  readonly bootstrapAdmin: string;
  /** Name of the group that P1 asks where an item has none; made with the first admin. */
  readonly approversGroup: string;
}

/** A new person of the register: the first admin, or a viewer. */
const newPerson = ({ clock, ids, bootstrapAdmin }: SignInContext, identity: Identity, email: string): Person => {
  const now = clock.now();
  const isAdmin = email.toLowerCase() === bootstrapAdmin.toLowerCase();
  const name = identity.name?.trim() || email;
  return {
    id: ids.next(),
    version: 1,
    createdAt: now,
    updatedAt: now,
    name,
    email,
    zone: 'UTC',
    roles: [isAdmin ? 'admin' : 'viewer'],
    teams: [],
  };
};

/** With the first admin comes the group that the shipped policy asks (P1). */
const firstDeploy = async ({ contactGroups, clock, ids, approversGroup }: SignInContext, person: Person): Promise<readonly Write[]> => {
  if (!person.roles.includes('admin') || (await contactGroups.ownerOf({ scheme: 'name', value: approversGroup }))) return [];
  const now = clock.now();
  return contactGroups.save({
    id: ids.next(),
    version: 1,
    createdAt: now,
    updatedAt: now,
    name: approversGroup,
    members: [],
    channels: [],
  });
};

/**
 * The person that a verified identity is (X1): joined by issuer and subject, the first time by a verified address; else a new viewer
 * is made.
 * @throws DomainError forbidden `access/address-unverified`, `access/departed`
 */
export const signIn = (context: SignInContext) => (identity: Identity) =>
  onFreshRows(async (): Promise<Person> => {
    const { people, signIns, store, events, clock } = context;
    const known = await signIns.personOf(identity);
    if (known !== undefined) return active(await people.get(known), clock);

    const { email } = identity;
    if (email === undefined || !identity.emailVerified) {
      throw forbidden('access/address-unverified', 'the first sign-in takes a verified e-mail address');
    }
    const registered = await people.ownerOf({ scheme: 'email', value: email });
    if (registered !== undefined) {
      const person = active(await people.get(registered), clock);
      await store.commit([signIns.join(identity, person.id), people.unchanged(person)]);
      return person;
    }
    const person = newPerson(context, identity, email);
    const event = newEvent(context)('ResourceCreated', { actor: system, subject: { type: 'person', id: person.id } });
    await store.commit([
      ...people.save(person),
      signIns.join(identity, person.id),
      events.record(event),
      ...(await firstDeploy(context, person)),
    ]);
    return person;
  });

const active = (person: Person, clock: Clock): Person => {
  if (!isActive(person, clock.now())) throw forbidden('access/departed', 'this person is gone');
  return person;
};
