import type { Instant } from '../../domain/clock.ts';
import type { Monitor } from '../../domain/monitor/monitor.ts';
import { isActive, type Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';

/** All people, page by page. Only a mail that is sent at most once an hour needs them. */
const everyone = async (people: Pick<ResourceRepository<Person>, 'page'>): Promise<readonly Person[]> => {
  const found: Person[] = [];
  let after: string | undefined;
  do {
    const page = await people.page({ limit: 200, ...(after === undefined ? {} : { after }) });
    found.push(...page.items);
    after = page.nextCursor;
  } while (after !== undefined);
  return found;
};

/** The active people who are told what concerns a monitor: its owner team. The admins, if it has none, or nobody of the team is active. */
export const ownersOf = async (
  people: Pick<ResourceRepository<Person>, 'page'>,
  { ownerTeam }: Pick<Monitor, 'ownerTeam'>,
  now: Instant,
): Promise<readonly Person[]> => {
  const active = (await everyone(people)).filter((person) => isActive(person, now));
  const team = active.filter(({ teams }) => ownerTeam !== undefined && teams.includes(ownerTeam));
  return team.length > 0 ? team : active.filter(({ roles }) => roles.includes('admin'));
};
