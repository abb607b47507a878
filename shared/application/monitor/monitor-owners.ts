import type { Instant } from '../../domain/clock.ts';
import type { Monitor } from '../../domain/monitor/monitor.ts';
import { isActive, type Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { allPages } from '../all-pages.ts';

/** The active people who are told what concerns a monitor: its owner team. The admins, if it has none, or nobody of the team is active. */
export const ownersOf = async (
  people: Pick<ResourceRepository<Person>, 'page'>,
  { ownerTeam }: Pick<Monitor, 'ownerTeam'>,
  now: Instant,
): Promise<readonly Person[]> => {
  // Everybody is read, which only a mail that is sent at most once an hour may do.
  const active = (await allPages(people)).filter((person) => isActive(person, now));
  const team = active.filter(({ teams }) => ownerTeam !== undefined && teams.includes(ownerTeam));
  return team.length > 0 ? team : active.filter(({ roles }) => roles.includes('admin'));
};
