import { type Caller, has } from '../../domain/access.ts';
import { type CalendarFeed, CalendarFeeds } from '../../domain/calendar-feed/calendar-feed.ts';
import { forbidden, missing } from '../../domain/errors.ts';
import type { ExpectedVersion } from '../../domain/expected-version.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Team } from '../../domain/team/team.ts';
import type { CredentialRepository } from '../../domain/token/credential.ts';
import { resolveService, type SettleCalendarContext } from '../calendar/settle-calendars.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';
import { manageResource, type ResourceContext } from '../resource/manage-resource.ts';
import { resolveTeam } from '../team/resolve-team.ts';
import { issueToken } from '../token/issue-token.ts';

export interface CalendarFeedContext
  extends Pick<ResourceContext<CalendarFeed>, 'namings' | 'store' | 'events' | 'clock' | 'ids'>,
    SettleCalendarContext {
  readonly calendarFeeds: ResourceRepository<CalendarFeed>;
  readonly credentials: CredentialRepository;
  readonly teams: Pick<ResourceRepository<Team>, 'find' | 'ownerOf'>;
  readonly random: (bytes: number) => string;
}

const manage = (context: CalendarFeedContext) =>
  manageResource<CalendarFeed>({ ...context, definition: CalendarFeeds, repository: context.calendarFeeds });

/** Whether a person may see a feed and revoke it. */
export const ownsFeed = (caller: Caller, { owner }: CalendarFeed): boolean => owner === caller.id || has(caller, 'admin');

/** The feed of the path, if the caller may see it. @throws DomainError missing `calendar-feed/not-found` */
export const ownFeed =
  ({ calendarFeeds }: Pick<CalendarFeedContext, 'calendarFeeds'>) =>
  async (id: string, caller: Caller): Promise<CalendarFeed> => {
    const feed = await calendarFeeds.get(id);
    if (ownsFeed(caller, feed)) return feed;
    throw missing('calendar-feed', id);
  };

/**
 * Creates a feed with its token, which is shown once; only its hash is stored.
 * @throws DomainError forbidden `calendar-feed/people-only`; invalid `service/unknown`, `item/unknown`, `team/unknown`
 */
export const createCalendarFeed =
  (context: CalendarFeedContext) => async (fields: Pick<CalendarFeed, 'name' | 'service' | 'team'>, caller: Caller) => {
    if (caller.kind !== 'person')
      throw forbidden('calendar-feed/people-only', 'a calendar feed belongs to a person, and ends when they leave');
    const service = fields.service === undefined ? undefined : await resolveService(context)(fields.service, '/service');
    const team = fields.team === undefined ? undefined : await resolveTeam(context.teams)(fields.team, '/team');
    const id = context.ids.next();
    const { token, write } = issueToken(context)('feed', id);
    const feed = await manage(context).create({ id, name: fields.name, service, team, owner: caller.id }, caller, () => [write]);
    return { feed, token };
  };

/** Revokes a feed: its address answers nothing from now on. @throws DomainError missing `calendar-feed/not-found` */
export const deleteCalendarFeed = (context: CalendarFeedContext) => async (id: string, ifMatch: ExpectedVersion, caller: Caller) => {
  await ownFeed(context)(id, caller);
  await manage(context).remove(id, ifMatch, caller, async () => {
    const credential = await context.credentials.find('feed', id);
    return credential ? [context.credentials.remove(credential)] : [];
  });
};

/** Feeds as the API answers them: with the names of their services, teams and owners. */
export const showCalendarFeeds = (context: NamesContext) => async (feeds: readonly CalendarFeed[]) => {
  const of = <Field extends keyof CalendarFeed>(field: Field) => feeds.map((feed) => feed[field] as string | undefined);
  const references = [...referencesTo('item', of('service')), ...referencesTo('team', of('team')), ...referencesTo('person', of('owner'))];
  const names = await namesOf(context)(references);
  return feeds.map((feed) => ({
    ...feed,
    service: names.item(feed.service),
    serviceName: names.of(feed.service),
    teamName: names.of(feed.team),
    ownerName: names.of(feed.owner),
  }));
};
