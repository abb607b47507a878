import type { Clock, Ids } from '../../domain/clock.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import { forbidden } from '../../domain/errors.ts';
import { type EventRepository, system } from '../../domain/event/event.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import { deletedPerson, isActive, People, type Person } from '../../domain/person/person.ts';
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
  /** An e-mail address. A new person who signs in with this verified address becomes the first admin. */
  readonly bootstrapAdmin: string;
  /** The name of the group that approves changes of items without approvers (P1). It is created together with the first admin. */
  readonly approversGroup: string;
}

/** A new person: the first admin, or a viewer. */
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

/** An identity provider may allow names and addresses that a person here cannot have. */
const assertStorable = ({ name, email }: Person): void => {
  const fields = People.fields();
  const isEmail = fields.email.safeParse(email).success;
  if (isEmail && fields.name.safeParse(name).success) return;
  const fault = isEmail
    ? 'the name has more than 200 characters or is not valid text; shorten it at the identity provider'
    : `the e-mail address ${email} is not supported; sign in with an address such as ada@example.com`;
  throw forbidden('access/identity-unsupported', fault);
};

/** The writes that create the group of the default approval policy together with the first admin (P1). */
const approversGroupWrites = async (
  { contactGroups, clock, ids, approversGroup }: SignInContext,
  person: Person,
): Promise<readonly Write[]> => {
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
 * Finds the person of a verified identity by issuer and subject (X1). At the first sign-in, it finds the person by the verified e-mail
 * address and links the identity to that person. If there is no such person, it creates a new viewer.
 * A person who was deleted does not come back by signing in, but the identity is linked again if its address is registered again.
 * @throws DomainError forbidden `access/address-unverified`, `access/departed`, `access/deleted`, `access/identity-unsupported`
 */
export const signIn = (context: SignInContext) => (identity: Identity) =>
  onFreshRows(async (): Promise<Person> => {
    const { people, signIns, store, events, clock } = context;
    const linked = await signIns.linkOf(identity);
    const linkedPerson = linked && (await people.find(linked.person));
    if (linkedPerson) return assertActive(linkedPerson, clock);

    const { email } = identity;
    if (email === undefined || !identity.emailVerified) {
      throw forbidden('access/address-unverified', 'the first sign-in requires a verified e-mail address');
    }
    const registered = await people.ownerOf({ scheme: 'email', value: email });
    if (registered !== undefined) {
      const person = assertActive(await people.get(registered), clock);
      await store.commit([signIns.join(identity, person.id, linked), people.unchanged(person)]);
      return person;
    }
    if (linked) throw deletedPerson();
    const person = newPerson(context, identity, email);
    assertStorable(person);
    const event = newEvent(context)('ResourceCreated', { actor: system, subject: { type: 'person', id: person.id } });
    await store.commit([
      ...people.save(person),
      signIns.join(identity, person.id),
      events.record(event),
      ...(await approversGroupWrites(context, person)),
    ]);
    return person;
  });

const assertActive = (person: Person, clock: Clock): Person => {
  if (!isActive(person, clock.now())) throw forbidden('access/departed', 'this person is no longer active');
  return person;
};
