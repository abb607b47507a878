import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Team } from '../../domain/team/team.ts';
import { resolveTeam } from '../team/resolve-team.ts';

/**
 * A person's fields with their teams as ids (I7), each once; what they were in already is not looked up again, so that a team that is
 * gone meanwhile hinders no other change. @throws DomainError invalid `team/unknown` with the pointer
 */
export const resolveTeams =
  (teams: Pick<ResourceRepository<Team>, 'find' | 'ownerOf'>) =>
  async <Fields extends Pick<Person, 'teams'>>(fields: Fields, before?: Person): Promise<Fields> => {
    const resolve = resolveTeam(teams);
    const known = new Set(before?.teams);
    const ids = await Promise.all(fields.teams.map(async (team, at) => (known.has(team) ? team : resolve(team, `/teams/${at}`))));
    return { ...fields, teams: [...new Set(ids)] };
  };
