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

/** The most bytes of an issuer and a subject together, and of an address. They are keys of the table, which have at most 2,048. */
const longestIdentity = 1_900;

const unusable = (what: string) =>
  forbidden('access/identity-unusable', `the sign-in service sent ${what}; change it there and sign in again`);

/** @throws DomainError forbidden `access/identity-unusable` if the identity cannot be stored */
const assertUsable = ({ issuer, subject, email = '' }: Identity): void => {
  if ([issuer + subject, email].some((key) => Buffer.byteLength(key) > longestIdentity)) throw unusable('an identity that is too long');
};

/**
 * Checks the fields of a new person by the rules for every person. A row that breaks them could not be read again.
 * @throws DomainError forbidden `access/identity-unusable`
 */
const assertStorable = ({ name, email, zone, roles, teams }: Person): void => {
  const { success, error } = People.draft().safeParse({ name, email, zone, roles, teams });
  if (success) return;
  const [first] = error.issues.map(({ path }) => String(path[0]));
  throw unusable(
    first === 'email'
      ? 'an e-mail address that is not valid here, such as one with an umlaut; an address has the form ada@example.com'
      : `a ${first} that is not valid here; a name has 1 to 200 characters`,
  );
};

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

/** The person of an identity, and what the first sign-in of the identity stores. */
interface FirstSignIn {
  readonly person: Person;
  readonly writes: readonly Write[];
}

const findPerson =
  (context: SignInContext) =>
  async (identity: Identity): Promise<FirstSignIn> => {
    const { people, signIns, events, clock } = context;
    assertUsable(identity);
    const linked = await signIns.linkOf(identity);
    const linkedPerson = linked && (await people.find(linked.person));
    if (linkedPerson) return { person: assertActive(linkedPerson, clock), writes: [] };

    const { email } = identity;
    if (email === undefined || !identity.emailVerified) {
      throw forbidden('access/address-unverified', 'the first sign-in requires a verified e-mail address');
    }
    const registered = await people.ownerOf({ scheme: 'email', value: email });
    if (registered !== undefined) {
      const person = assertActive(await people.get(registered), clock);
      return { person, writes: [signIns.join(identity, person.id, linked), people.unchanged(person)] };
    }
    if (linked) throw deletedPerson();
    const person = newPerson(context, identity, email);
    assertStorable(person);
    const event = newEvent(context)('ResourceCreated', { actor: system, subject: { type: 'person', id: person.id } });
    const group = await approversGroupWrites(context, person);
    return { person, writes: [...people.save(person), signIns.join(identity, person.id), events.record(event), ...group] };
  };

/**
 * Finds the person of a verified identity by issuer and subject (X1). At the first sign-in, it finds the person by the verified e-mail
 * address and links the identity to that person. If there is no such person, it creates a new viewer.
 * A person who was deleted does not come back by signing in, but the identity is linked again if its address is registered again.
 * @throws DomainError forbidden `access/address-unverified`, `access/departed`, `access/deleted`, `access/identity-unusable`
 */
export const signIn = (context: SignInContext) => (identity: Identity) =>
  onFreshRows(async (): Promise<Person> => {
    const { person, writes } = await findPerson(context)(identity);
    if (writes.length > 0) await context.store.commit(writes);
    return person;
  });

/**
 * The same person as `signIn` returns, for functions that may not write people (X3). A first sign-in is not stored, which the next request
 * to another function makes up for. Until then, a new viewer has another id in each answer.
 * @throws DomainError the errors of `signIn`
 */
export const recognize =
  (context: SignInContext) =>
  async (identity: Identity): Promise<Person> =>
    (await findPerson(context)(identity)).person;

const assertActive = (person: Person, clock: Clock): Person => {
  if (!isActive(person, clock.now())) throw forbidden('access/departed', 'this person is no longer active');
  return person;
};
