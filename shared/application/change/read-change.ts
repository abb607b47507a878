import type { Approval } from '../../domain/approval/approval.ts';
import { levelAsked } from '../../domain/approval/level.ts';
import type { Change } from '../../domain/change/change.ts';
import type { Event } from '../../domain/event/event.ts';
import type { MailOutcome, MailTrouble } from '../../domain/mail/mail.ts';
import { kindOfStored } from '../../domain/mail/mail-catalog.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { countByState, episodesUnder } from '../episode/alert-tally.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';
import type { ChangeContext } from './context.ts';

interface ReadContext extends Pick<ChangeContext, 'changes' | 'events'> {
  /** What went wrong with the mails of a change (P8). */
  readonly mailTroubles: (change: string) => Promise<readonly MailTrouble[]>;
}

/** The contact groups asked for approval, the decisions, and the mails that did not simply arrive (P1, P8). */
export const readApprovals =
  (context: ReadContext & NamesContext) =>
  async ({ id, revision, pinned, approvals, approvalDeadline }: Change) => {
    const items: readonly Approval[] = await context.changes.decisions(id, revision);
    const withdrawn = await context.changes.withdrawnDecisions(id, revision);
    const troubles = await context.mailTroubles(id);
    const groups = pinned?.groups ?? [];
    const people = [
      ...[...items, ...withdrawn].flatMap(({ person, for: giver }) => [person, ...(giver === undefined ? [] : [giver])]),
      ...troubles.map(({ person }) => person),
    ];
    const names = await namesOf(context)(referencesTo('person', [...people, ...groups.flatMap(({ eligible }) => eligible)]));
    const mailsThat = (outcome: MailOutcome) =>
      troubles
        .filter((trouble) => trouble.outcome === outcome)
        .map(({ person, kind, at }) => ({ person, kind: kindOfStored(kind), name: names.of(person), at }));
    return {
      policy: pinned ? { name: pinned.policy, version: pinned.policyVersion } : null,
      needed: approvals.needed,
      given: approvals.given,
      deadline: approvalDeadline ?? null,
      level: levelAsked({ approvals }),
      groups: groups.map((group) => ({ ...group, eligibleNames: names.list('person', group.eligible) })),
      items: items.map((approval) => ({ ...approval, name: names.of(approval.person), forName: names.of(approval.for) })),
      withdrawn: withdrawn.map((approval) => ({ ...approval, name: names.of(approval.person), forName: names.of(approval.for) })),
      bounced: mailsThat('failed'),
      delayed: mailsThat('delayed'),
      complaints: mailsThat('complaint'),
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

/** Counts and lists the alerts that the windows of a change suppressed, by state (S4). The numbers add up to `quiet`. */
export const tallyOfChange =
  (context: Parameters<typeof episodesUnder>[0] & NamesContext) =>
  async ({ windowId, formerWindows = [] }: Change) => {
    const windows = [...formerWindows, ...(windowId === undefined ? [] : [windowId])];
    const found = (await Promise.all(windows.map(episodesUnder(context)))).flat();
    const episodes = [...new Map(found.map((episode) => [episode.id, episode])).values()];
    const names = await namesOf(context)(
      referencesTo(
        'monitor',
        episodes.map(({ monitor }) => monitor),
      ),
    );
    return {
      ...countByState(episodes),
      items: episodes.map(({ id, state, monitor, labels }) => ({ episode: id, state, monitor, name: names.of(monitor), labels })),
    };
  };
