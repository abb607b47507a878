import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Team } from '../../domain/team/team.ts';
import { resolveByName } from '../resource/resolve-by-name.ts';

/** The id of the team that a reference means (I7): its id or name. @throws DomainError invalid `team/unknown` */
export const resolveTeam = (teams: Pick<ResourceRepository<Team>, 'find' | 'ownerOf'>) => resolveByName('team', teams);
