import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Team } from '../../domain/team/team.ts';
import { resolveChanged } from '../item/resolve-changed.ts';
import { resolveTeam } from '../team/resolve-team.ts';

interface OwnedFields {
  readonly ownerTeam?: string | undefined;
}

/** The owner team of a monitor as an id (I7). @throws DomainError invalid `team/unknown` with the pointer */
export const settleOwnerTeam =
  (teams: Pick<ResourceRepository<Team>, 'find' | 'ownerOf'>) =>
  async (fields: OwnedFields, before?: OwnedFields): Promise<OwnedFields> => {
    const ownerTeam = await resolveChanged(resolveTeam(teams), fields.ownerTeam, before?.ownerTeam, '/ownerTeam');
    return ownerTeam === undefined ? {} : { ownerTeam };
  };
