import { conflict, type DomainError, inUse } from '../errors.ts';
import { foldedForm } from '../text.ts';
import type { ContactGroup } from './contact-group.ts';

/** The group that the shipped approval policy asks, which it finds by this name (P1). */
const isApproversGroup = ({ name }: Pick<ContactGroup, 'name'>, approversGroup: string): boolean =>
  foldedForm(name) === foldedForm(approversGroup);

/** The error if a contact group must not be deleted, because without it no change could be submitted (I8). */
export const deletionRefusal = (group: ContactGroup, approversGroup: string): DomainError | undefined =>
  isApproversGroup(group, approversGroup)
    ? inUse('contact-group/in-use', [`the shipped approval policy asks the group ${group.name} (${group.id}); edit its members instead`])
    : undefined;

/** The error if a contact group must not get this name, because the shipped approval policy would not find it any more (I8). */
export const renamingRefusal = (group: ContactGroup, name: string, approversGroup: string): DomainError | undefined =>
  isApproversGroup(group, approversGroup) && !isApproversGroup({ name }, approversGroup)
    ? conflict(
        'contact-group/in-use',
        `the shipped approval policy asks this group and finds it by its name: keep the name ${group.name}; members and channels may be edited`,
        '/name',
      )
    : undefined;
