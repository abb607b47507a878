import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { resolvePerson } from '../person/resolve-person.ts';

/** A group's fields with its members as ids. @throws DomainError invalid for who is not registered */
export const resolveMembers =
  (people: Pick<ResourceRepository<Person>, 'find' | 'ownerOf'>) =>
  async <Fields extends Pick<ContactGroup, 'members'>>(fields: Fields): Promise<Fields> => {
    const resolve = resolvePerson(people);
    const members = await Promise.all(
      fields.members.map(async (member, at) => ({ ...member, person: await resolve(member.person, `/members/${at}/person`) })),
    );
    return { ...fields, members };
  };
