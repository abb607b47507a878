import type { ApprovalPolicy } from '../../domain/approval/approval-policy.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';

const groupsIn = ({ levels }: ApprovalPolicy): readonly string[] => levels.flatMap(({ group }) => group ?? []);
const peopleIn = ({ levels }: ApprovalPolicy): readonly string[] => levels.flatMap(({ mandatory = [] }) => mandatory);

/** Approval policies as the API answers them, with the names of the service, the groups and the people that they name. */
export const showPolicies = (context: NamesContext) => async (policies: readonly ApprovalPolicy[]) => {
  const names = await namesOf(context)([
    ...referencesTo('contact-group', policies.flatMap(groupsIn)),
    ...referencesTo('person', policies.flatMap(peopleIn)),
    ...referencesTo(
      'item',
      policies.map(({ match }) => match.service),
    ),
  ]);
  return policies.map((policy) => ({
    ...policy,
    serviceName: names.of(policy.match.service),
    groupNames: names.list('group', groupsIn(policy)),
    mandatoryNames: names.list('person', peopleIn(policy)),
  }));
};
