import type { ApprovalPolicy } from '../approval/approval-policy.ts';
import { peopleAsked } from '../approval/eligibility.ts';
import type { Asset } from '../asset/asset.ts';
import type { CalendarMatch } from '../calendar/calendar-match.ts';
import type { Freeze } from '../calendar/freeze.ts';
import type { MaintenanceHours } from '../calendar/maintenance-hours.ts';
import type { CalendarFeed } from '../calendar-feed/calendar-feed.ts';
import type { Change } from '../change/change.ts';
import { finalStatuses } from '../change/change-transitions.ts';
import { shortMaintenance } from '../change-template/change-template.ts';
import { classIdOf } from '../class/class.ts';
import { shippedClass } from '../class/shipped-classes.ts';
import type { Client } from '../client/client.ts';
import type { ConfigurationItem } from '../configuration-item/configuration-item.ts';
import type { ContactGroup } from '../contact-group/contact-group.ts';
import type { Delegation } from '../delegation/delegation.ts';
import type { Monitor } from '../monitor/monitor.ts';
import type { PatchSchedule } from '../patch-schedule/patch-schedule.ts';
import type { Person } from '../person/person.ts';

/** The nouns whose resources are not deleted while others name them. */
export const namedNouns = ['item', 'person', 'team', 'contact-group', 'client', 'class', 'approval-policy', 'change-template'] as const;
export type NamedNoun = (typeof namedNouns)[number];

/** A resource that others may name. */
export interface NamedResource {
  readonly noun: NamedNoun;
  readonly id: string;
}

/** What a resource says about another one that it names, such as `has this member`. `pointer`: the field that names it, if callers set it. */
export interface Mention extends NamedResource {
  readonly says: string;
  readonly pointer?: string;
}

/** The resources that name others. */
interface Users {
  readonly change: Change;
  readonly 'configuration-item': ConfigurationItem;
  readonly asset: Asset;
  readonly 'contact-group': ContactGroup;
  readonly client: Client;
  readonly person: Person;
  readonly monitor: Monitor;
  readonly 'approval-policy': ApprovalPolicy;
  readonly freeze: Freeze;
  readonly 'maintenance-hours': MaintenanceHours;
  readonly 'patch-schedule': PatchSchedule;
  readonly 'calendar-feed': CalendarFeed;
  readonly delegation: Delegation;
}
export type UserNoun = keyof Users;
export const userNouns = [
  'change',
  'configuration-item',
  'asset',
  'contact-group',
  'client',
  'person',
  'monitor',
  'approval-policy',
  'freeze',
  'maintenance-hours',
  'patch-schedule',
  'calendar-feed',
  'delegation',
] as const satisfies UserNoun[];

const one = (noun: NamedNoun, id: string | undefined, says: string, pointer?: string): readonly Mention[] =>
  id === undefined ? [] : [{ noun, id, says, ...(pointer === undefined ? {} : { pointer }) }];

const each = (noun: NamedNoun, ids: readonly string[], says: string, pointer: (at: number) => string): readonly Mention[] =>
  ids.flatMap((id, at) => one(noun, id, says, pointer(at)));

/** The id of the class with a name. A shipped class is not deleted, so nobody has to know who names it. */
const classInUse = (name: string | undefined): string | undefined =>
  name === undefined || shippedClass(name) ? undefined : classIdOf(name);

/** The same for the template that ships: its deletion brings it back as it was. */
const templateInUse = (template: string | undefined): string | undefined => (template === shortMaintenance.id ? undefined : template);

/** What a calendar is for. Like a CI, it names a class that ships, and nobody has to know. */
const matched = ({ item, service, class: className }: CalendarMatch): readonly Mention[] => [
  ...one('item', item, 'is for it', '/match/item'),
  ...one('item', service, 'is for it', '/match/service'),
  ...one(
    'class',
    className === undefined || shippedClass(className) ? undefined : classIdOf(className),
    'is for this class',
    '/match/class',
  ),
];

/** What each kind of resource names. A change that has ended names nothing any more. */
const mentions: { readonly [Noun in UserNoun]: (user: Users[Noun]) => readonly Mention[] } = {
  change: ({ status, items, requester, implementer, onBehalfOf, client, template, pinned }) =>
    finalStatuses.includes(status)
      ? []
      : [
          ...each('item', items, 'names it', (at) => `/items/${at}`),
          ...one('person', requester, 'has this requester'),
          ...one('person', implementer, 'has this implementer', '/implementer'),
          ...one('person', onBehalfOf, 'is requested on behalf of this person', '/onBehalfOf'),
          ...one('client', client, 'was requested by this client'),
          ...one('change-template', templateInUse(template), 'was made from this template', '/template'),
          ...(pinned?.groups ?? []).flatMap(({ group }) => one('contact-group', group, 'asks this group')),
          ...peopleAsked({ pinned }).flatMap((person) => one('person', person, 'asks this person to decide')),
          ...one('approval-policy', pinned?.policyId, 'asks for approval by this policy'),
        ],
  'configuration-item': ({ class: className, ownerTeam, contactGroups }) => [
    ...one('class', classInUse(className), 'is of this class', '/class'),
    ...one('team', ownerTeam, 'is owned by this team', '/ownerTeam'),
    ...each(
      'contact-group',
      contactGroups.map(({ group }) => group),
      'has this contact group',
      (at) => `/contactGroups/${at}/group`,
    ),
  ],
  asset: ({ owner, partOf, assignment }) => [
    ...one('person', owner?.person, 'is owned by this person', '/owner/person'),
    ...one('team', owner?.team, 'is owned by this team', '/owner/team'),
    ...one('item', partOf, 'is part of it', '/partOf'),
    ...one('person', assignment?.person, 'is assigned to this person', '/person'),
    ...one('item', assignment?.item, 'is assigned to it', '/item'),
  ],
  'contact-group': ({ members }) =>
    each(
      'person',
      members.map(({ person }) => person),
      'has this member',
      (at) => `/members/${at}/person`,
    ),
  client: ({ responsible }) => one('person', responsible, 'has this responsible person', '/responsible'),
  person: ({ teams }) => each('team', teams, 'is a member of this team', (at) => `/teams/${at}`),
  freeze: ({ match }) => matched(match),
  'maintenance-hours': ({ match }) => matched(match),
  'patch-schedule': ({ items, requester, template }) => [
    ...each('item', items, 'is for it', (at) => `/items/${at}`),
    ...one('person', requester, 'has this requester'),
    ...one('change-template', templateInUse(template), 'raises changes by this template', '/template'),
  ],
  'calendar-feed': ({ service, team }) => [
    ...one('item', service, 'shows the changes of this service', '/service'),
    ...one('team', team, 'shows the changes of this team', '/team'),
  ],
  monitor: ({ ownerTeam }) => one('team', ownerTeam, 'is owned by this team', '/ownerTeam'),
  'approval-policy': ({ match, levels }) => [
    ...one('item', match.service, 'is for changes of this service', '/match/service'),
    ...one('class', classInUse(match.class), 'is for changes of this class', '/match/class'),
    ...levels.flatMap(({ group, mandatory = [] }, at) => [
      ...one('contact-group', group, 'asks this group', `/levels/${at}/group`),
      ...each('person', mandatory, 'needs the approval of this person', (place) => `/levels/${at}/mandatory/${place}`),
    ]),
  ],
  delegation: ({ from, to }) => [
    ...one('person', from, 'delegates the decisions of this person', '/from'),
    ...one('person', to, 'has this delegate', '/to'),
  ],
};

const isUserNoun = (noun: string): noun is UserNoun => (userNouns as readonly string[]).includes(noun);

/** What a resource names. Resources of other nouns name nothing. */
export const mentionsIn = (noun: string, user: object): readonly Mention[] =>
  isUserNoun(noun) ? (mentions[noun] as (user: object) => readonly Mention[])(user) : [];

/** Whether both are the same resource. */
export const isSameNamed = (one: NamedResource, other: NamedResource): boolean => one.noun === other.noun && one.id === other.id;
