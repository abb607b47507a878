import { actorOf, type Caller } from '../../domain/access.ts';
import type { Approval } from '../../domain/approval/approval.ts';
import { approvalDigest } from '../../domain/approval/digest.ts';
import type { ImportedChange } from '../../domain/change/change.ts';
import { newOutcomes } from '../../domain/change/change-outcome.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import { importedChange, importedWindow, type PastChange, pastFault, pastWindow } from '../../domain/change/past-change.ts';
import { digestOf, scopeLimit } from '../../domain/change/scope.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { invalid } from '../../domain/errors.ts';
import { byEachId, idsOfFacet } from '../../domain/item/merge.ts';
import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Store } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import type { GroupContext } from '../impact/group-members.ts';
import { type ResolveContext, resolveItem } from '../item/resolve-item.ts';
import { resolvePerson } from '../person/resolve-person.ts';
import { type ChangeContext, changeEvent } from './context.ts';
import { impactedServices, serviceWindowWrites } from './impacted-services.ts';
import { assertReferenceFree } from './reserved-reference.ts';
import { windowFault } from './settle-fields.ts';
import { takenReference } from './taken-reference.ts';
import { tooWideError, walkScope } from './walk-scope.ts';
import { walkServices } from './walk-services.ts';

/** What importing a change of the past needs. */
export interface PastChangeContext extends GroupContext, ResolveContext, Pick<ChangeContext, 'events' | 'clock' | 'ids'> {
  readonly changes: ChangeRepository;
  readonly windows: Pick<WindowRepository, 'save' | 'saveServiceWindow'>;
  readonly people: Pick<ResourceRepository<Person>, 'find' | 'ownerOf'>;
  readonly store: Store;
}

/**
 * A change of the past with ids in place of references, each item once.
 * @throws DomainError invalid with a pointer: `item/unknown`, `person/unknown`, `approval/already-decided`,
 * `change/external-reference-reserved`, and what `pastFault` and `windowFault` find
 */
export const settlePastChange =
  (context: PastChangeContext) =>
  async (told: PastChange): Promise<PastChange> => {
    assertReferenceFree(told);
    const window = pastWindow(told);
    const fault = windowFault(window, window.start) ?? pastFault(told, context.clock.now());
    if (fault) throw invalid(fault.pointer, fault.code, fault.detail);
    const items = await Promise.all(told.items.map((item, at) => resolveItem(context)(item, `/items/${at}`)));
    const people = await Promise.all(
      told.approvals.map(({ person }, at) => resolvePerson(context.people)(person, `/approvals/${at}/person`)),
    );
    const twice = people.findIndex((person, at) => people.indexOf(person) < at);
    if (twice >= 0)
      throw invalid(
        `/approvals/${twice}/person`,
        'approval/already-decided',
        'this person has an approval already; one person counts once',
      );
    const approvals = told.approvals.map((approval, at) => ({ ...approval, person: people[at] ?? approval.person }));
    return { ...told, items: [...new Set(items)], approvals };
  };

/** The CIs that a change of the past names, also those that are decommissioned by now. @throws DomainError invalid `change/not-a-configuration-item` */
const cisOf = async ({ configurationItems }: PastChangeContext, { items }: PastChange): Promise<readonly ConfigurationItem[]> => {
  const known = byEachId(await configurationItems.findMany(items), idsOfFacet);
  return items.map((id, at) => {
    const ci = known.get(id);
    if (!ci) throw invalid(`/items/${at}`, 'change/not-a-configuration-item', `item ${id} is not a configuration item`);
    return ci;
  });
};

/**
 * Whether a service loses service while the items of a change of the past are down, by the relations as they are now. Without one, its window
 * agrees no downtime (L2).
 */
export const hasServiceDown =
  (context: PastChangeContext) =>
  async (told: PastChange): Promise<boolean> => {
    const { roots } = await walkScope(context, { items: told.items, window: undefined }, await cisOf(context, told));
    return (await impactedServices(context, roots)).some(({ state }) => state === 'down');
  };

/** The decisions that were made in the other tool, as evidence (P9). */
const decisionsOn = (context: PastChangeContext, change: ImportedChange, told: PastChange, caller: Caller) =>
  told.approvals.map(
    ({ person, decidedAt, evidence }): Approval => ({
      ...{ id: context.ids.next(), version: 1, change: change.id, revision: change.revision, person, level: 1 },
      ...{ decision: 'approve', decidedAt, groups: [], digest: approvalDigest(change), evidence },
      ...(caller.kind === 'client' ? { client: caller.id } : {}),
    }),
  );

/** By whom a change of the past is imported, and under which id. `dryRun`: it is only checked. */
interface PastChangeRequest {
  readonly caller: Caller;
  readonly id: string;
  readonly dryRun: boolean;
}

/**
 * Keeps a change that another tool has closed (I5). Its window suppresses nothing and was never in force. Its agreed downtime counts for the
 * services that lose service while its items are down, by the relations as they are now, and as if it had been agreed at the last decision
 * (L2). `told` has ids in place of references.
 * @throws DomainError invalid `change/not-a-configuration-item`; conflict `change/external-reference-taken`, `scope/too-wide`
 */
export const importPastChange =
  (context: PastChangeContext) =>
  async (told: PastChange, { caller, id, dryRun }: PastChangeRequest): Promise<ImportedChange> => {
    const { changes, windows, store, clock, ids } = context;
    const cis = await cisOf(context, told);
    const { scope, roots, tooWide } = await walkScope(context, { items: told.items, window: undefined }, cis);
    if (tooWide) throw tooWideError(`the scope has more than ${scopeLimit} CIs`);
    const now = clock.now();
    const change = importedChange(
      told,
      {
        ...{ id, number: dryRun ? 'CHG-dry-run' : await changes.nextNumber(), windowId: ids.next() },
        scope: { digest: digestOf(scope), count: scope.length },
        measuredFor: {
          services: (await walkServices(context)(told.items, [])).services,
          teams: [...new Set(cis.flatMap(({ ownerTeam }) => ownerTeam ?? []))],
        },
      },
      now,
    );
    if (dryRun) return change;
    const services = await impactedServices(context, roots);
    const listed = { window: change.windowId, change: id, revision: 1, digest: change.scope.digest };
    await store.writeOnce(serviceWindowWrites(context, services, { ...listed, start: told.window.start, end: told.window.end }));
    await commitUnique(
      store,
      'change',
      [
        ...changes.save(change),
        windows.save(importedWindow(change, now)),
        ...decisionsOn(context, change, told, caller).map(changes.saveDecision),
        ...newOutcomes(change, change.finishedAt).map(changes.saveOutcome),
        changeEvent(context, 'ChangeImported', { change, actor: actorOf(caller) }),
      ],
      takenReference(context, change),
    );
    return change;
  };
