import type { Approval } from '../../domain/approval/approval.ts';
import type { Change } from '../../domain/change/change.ts';
import type { Event } from '../../domain/event/event.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { episodesUnder, tallyOf } from '../episode/alert-tally.ts';
import { type MonitorNamesContext, monitorNames } from '../episode/name-episodes.ts';
import { type PersonNamesContext, personNames } from '../person/person-names.ts';
import type { ChangeContext } from './context.ts';

interface ReadContext extends Pick<ChangeContext, 'changes' | 'events'> {
  /** The mails of a change that bounced (P8). */
  readonly bouncedMails: (change: string) => Promise<readonly { readonly person: string; readonly kind: string }[]>;
}

/** The contact groups asked for approval, the decisions, and the mails that bounced (P1, P8). */
export const readApprovals =
  (context: ReadContext & PersonNamesContext) =>
  async ({ id, revision, pinned, approvals, approvalDeadline }: Change) => {
    const items: readonly Approval[] = await context.changes.decisions(id, revision);
    const bounced = await context.bouncedMails(id);
    const groups = pinned?.groups ?? [];
    const people = [...items, ...bounced].map(({ person }) => person);
    const nameOf = await personNames(context)([...people, ...groups.flatMap(({ eligible }) => eligible)]);
    const named = (person: string) => {
      const name = nameOf(person);
      return name === undefined ? [] : [{ person, name }];
    };
    return {
      policy: pinned ? { name: pinned.policy, version: pinned.policyVersion } : null,
      needed: approvals.needed,
      given: approvals.given,
      deadline: approvalDeadline ?? null,
      groups: groups.map((group) => ({ ...group, eligibleNames: group.eligible.flatMap(named) })),
      items: items.map((approval) => ({ ...approval, name: nameOf(approval.person) })),
      bounced: bounced.map((mail) => ({ ...mail, name: nameOf(mail.person) })),
    };
  };

/** Reads a page of the events of a change, oldest first. */
export const readEvents =
  ({ events }: Pick<ReadContext, 'events'>) =>
  async ({ id }: Change, { limit, after }: PageRequest): Promise<Page<Event>> => {
    const found = await events.of({ type: 'change', id }, after, limit + 1);
    const items = found.slice(0, limit);
    return found.length > limit ? { items, nextCursor: items.at(-1)?.id } : { items };
  };

/** Counts and lists the alerts that the change's window suppressed, by state (S4). The numbers add up to `quiet`. */
export const tallyOfChange =
  (context: Parameters<typeof tallyOf>[0] & MonitorNamesContext) =>
  async ({ windowId }: Change) => {
    if (windowId === undefined) return { quiet: 0, held: 0, absorbed: 0, released: 0, forwarded: 0, items: [] };
    const [tally, episodes] = await Promise.all([tallyOf(context)(windowId), episodesUnder(context)(windowId)]);
    const nameOf = await monitorNames(context)(episodes.map(({ monitor }) => monitor));
    return {
      ...tally,
      items: episodes.map(({ id, state, monitor, labels }) => ({ episode: id, state, monitor, name: nameOf(monitor), labels })),
    };
  };
