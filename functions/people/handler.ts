import { assignmentRepository } from '../../shared/data/assignment/assignment-repository.ts';
import { dueRepository } from '../../shared/data/due/due-repository.ts';
import { itemReferences } from '../../shared/data/item/item-references.ts';
import { licenseRepository } from '../../shared/data/license/license-repository.ts';
import { nameRepository } from '../../shared/data/name/name-repository.ts';
import { namingRepository } from '../../shared/data/naming/naming-repository.ts';
import { userRepository } from '../../shared/data/naming/user-repository.ts';
import { addressChangeRepository } from '../../shared/data/person/address-change-repository.ts';
import { teamRow } from '../../shared/data/resource/plain-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { type Team, Teams } from '../../shared/domain/team/team.ts';
import { peopleFunction } from '../../shared/functions/areas.ts';
import { httpFunction } from '../../shared/runtime/http-function.ts';
import { peopleEndpoints } from './endpoints.ts';

export const handler = httpFunction(peopleFunction, (context, env) =>
  peopleEndpoints({
    ...context,
    names: nameRepository(context.records),
    teams: resourceRepository<Team>(context.records, Teams, teamRow),
    namings: namingRepository(context.records),
    references: itemReferences(context.records),
    assignments: assignmentRepository(context.records),
    licenses: licenseRepository(context.records),
    users: userRepository(context.records),
    addressChanges: addressChangeRepository(context.records),
    dues: dueRepository(context.records),
    approversGroup: env.APPROVERS_GROUP,
  }),
);
