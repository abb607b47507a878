import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { resolveByName } from '../resource/resolve-by-name.ts';

/** The id of the contact group that a reference means (I7): its id or name. @throws DomainError invalid `contact-group/unknown` */
export const resolveContactGroup = (groups: Pick<ResourceRepository<ContactGroup>, 'find' | 'ownerOf'>) =>
  resolveByName('contact-group', groups);
