import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Team } from '../../domain/team/team.ts';
import { resolveTeam } from '../team/resolve-team.ts';

/**
 * Returns a person's fields with the teams as ids, without duplicates (I7). Teams that the person had before are not looked up again, so
 * that a deleted team does not prevent other changes to the person.
 * @throws DomainError invalid `team/unknown` with the pointer
 */
export const resolveTeams =
  (teams: Pick<ResourceRepository<Team>, 'find' | 'ownerOf'>) =>
  async <Fields extends Pick<Person, 'teams'>>(fields: Fields, before?: Person): Promise<Fields> => {
    const resolve = resolveTeam(teams);
    const known = new Set(before?.teams);
    const ids = await Promise.all(fields.teams.map(async (team, index) => (known.has(team) ? team : resolve(team, `/teams/${index}`))));
    return { ...fields, teams: [...new Set(ids)] };
  };
