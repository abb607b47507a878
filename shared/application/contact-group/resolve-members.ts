import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import { invalid } from '../../domain/errors.ts';
import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { resolvePerson } from '../person/resolve-person.ts';

/**
 * A group's fields with its members as ids. Members that the group already has are not looked up again, so that a member who was deleted
 * does not prevent edits of the group.
 * @throws DomainError invalid for a new member who is not registered, and `contact-group/member-doubled` for a person who is listed twice,
 * also if once by address and once by id
 */
export const resolveMembers =
  (people: Pick<ResourceRepository<Person>, 'find' | 'ownerOf'>) =>
  async <Fields extends Pick<ContactGroup, 'members'>>(fields: Fields, before?: Pick<ContactGroup, 'members'>): Promise<Fields> => {
    const resolve = resolvePerson(people);
    const known = new Set(before?.members.map(({ person }) => person));
    const members = await Promise.all(
      fields.members.map(async (member, at) =>
        known.has(member.person) ? member : { ...member, person: await resolve(member.person, `/members/${at}/person`) },
      ),
    );
    const again = members.findIndex(({ person }, at) => members.findIndex((one) => one.person === person) < at);
    if (again >= 0)
      throw invalid(
        `/members/${again}/person`,
        'contact-group/member-doubled',
        `the person is in members/${members.findIndex(({ person }) => person === members[again]?.person)} too; list each person once`,
      );
    return { ...fields, members };
  };
