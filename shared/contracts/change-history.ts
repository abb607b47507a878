import * as z from 'zod';
import { decisionChoices } from '../domain/approval/approval.ts';
import { Evidence } from '../domain/approval/evidence.ts';
import { pinnedRequest } from '../domain/change/change-fields.ts';
import { episodeStates } from '../domain/episode/episode.ts';
import { lazily } from '../domain/lazily.ts';
import { Id, StoredTime } from '../domain/values.ts';
import { CommentView } from './change-comments.ts';
import { notFound } from './change-errors.ts';
import { ChangeView } from './change-view.ts';
import { route } from './contract.ts';
import { EventView } from './events.ts';
import { ItemVersionView } from './item-history.ts';
import { nameView, personNamesView } from './names.ts';
import { pageOf, pageQuery } from './paging.ts';

/** The decision of one person as the API answers it. */
const ApprovalView = () =>
  z.strictObject({
    id: Id(),
    version: z.int().min(1),
    change: Id(),
    revision: z.int().min(1),
    person: Id(),
    name: z.string().optional(),
    /** The person for whom a delegate decided (P3). */
    for: Id().optional(),
    forName: nameView(),
    level: z.int().min(1),
    decision: z.enum(decisionChoices),
    reason: z.string().optional(),
    decidedAt: StoredTime(),
    groups: z.array(Id()),
    digest: z.string(),
    client: Id().optional(),
    evidence: Evidence().optional(),
  });

/** A mail that was sent to a person. */
const MailToPerson = () => z.strictObject({ person: Id(), name: z.string().optional(), kind: z.string() });

/** Who was asked, who decided, and which mails did not simply arrive (P1, P8). */
export const Approvals = lazily(() =>
  z
    .strictObject({
      policy: z.strictObject({ name: z.string(), version: z.int() }).nullable(),
      needed: z.int(),
      given: z.int(),
      deadline: z.string().nullable(),
      /** The level that is asked now, from 1. */
      level: z.int(),
      groups: z.array(pinnedRequest().shape.groups.element.extend({ eligibleNames: personNamesView() })),
      items: z.array(ApprovalView()),
      withdrawn: z.array(ApprovalView().extend({ withdrawn: z.strictObject({ at: StoredTime(), by: z.string(), reason: z.string() }) })),
      bounced: z.array(MailToPerson()),
      delayed: z.array(MailToPerson().extend({ at: StoredTime() })),
      complaints: z.array(MailToPerson().extend({ at: StoredTime() })),
    })
    .meta({ id: 'Approvals' }),
);

export const readApprovals = route({
  name: 'readApprovals',
  method: 'GET',
  path: '/v1/changes/{id}/approvals',
  summary: 'List the people who were asked to decide, and their decisions',
  access: 'signed-in',
  success: { status: 200, schema: Approvals },
  problems: notFound,
});

export const readChangeEvents = route({
  name: 'readChangeEvents',
  method: 'GET',
  path: '/v1/changes/{id}/events',
  summary: 'List the events of a change, oldest first',
  access: 'signed-in',
  query: lazily(() => z.strictObject(pageQuery())),
  success: { status: 200, schema: lazily(() => pageOf(EventView())) },
  problems: notFound,
});

/** How every alert that the change's window suppressed ended (S4). The other numbers add up to `quiet`. */
export const AlertTallyView = lazily(() =>
  z
    .strictObject({
      quiet: z.int(),
      held: z.int(),
      absorbed: z.int(),
      released: z.int(),
      forwarded: z.int(),
      /** `name` is that of the monitor. The labels tell which alert it was. */
      items: z.array(
        z.strictObject({
          ...{ episode: Id(), state: z.enum(episodeStates), monitor: Id(), name: z.string().optional() },
          labels: z.record(z.string(), z.string()),
        }),
      ),
    })
    .meta({ id: 'AlertTally' }),
);

export const readChangeAlerts = route({
  name: 'readChangeAlerts',
  method: 'GET',
  path: '/v1/changes/{id}/alerts',
  summary: 'List the alerts that the window of a change suppressed, and how they ended',
  access: 'signed-in',
  success: { status: 200, schema: AlertTallyView },
  problems: notFound,
});

/** A version of an item that was written under a change. */
const EditUnderChange = () =>
  ItemVersionView()
    .pick({ facet: true, version: true, at: true, actor: true, actorName: true, differences: true })
    .extend({ item: Id(), itemName: nameView() });

/** The whole story of a change: what was asked, who decided, what was held, what was changed under it, and all its events (E4). */
export const ChangeRecord = lazily(() =>
  z
    .strictObject({
      madeAt: StoredTime(),
      change: ChangeView(),
      approvals: Approvals(),
      alerts: AlertTallyView(),
      edits: z.array(EditUnderChange()),
      comments: z.array(CommentView()),
      events: z.array(EventView()),
      truncated: z.boolean(),
    })
    .meta({ id: 'ChangeRecord' }),
);

export const readChangeRecord = route({
  name: 'readChangeRecord',
  method: 'GET',
  path: '/v1/changes/{id}/record',
  summary: 'Read the whole story of a change, as JSON or as a page to print',
  access: 'signed-in',
  success: { status: 200, schema: ChangeRecord, table: 'text/html' },
  problems: notFound,
});

/** What has happened to a change: its approvals, events and alerts, and all of it as one record. */
export const changeHistoryRoutes = [readApprovals, readChangeEvents, readChangeAlerts, readChangeRecord];
