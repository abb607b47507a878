import { type Caller, has } from '../../domain/access.ts';
import { type ConfigurationItem, ConfigurationItemFields } from '../../domain/configuration-item/configuration-item.ts';
import { existing } from '../../domain/configuration-item/gate-evidence.ts';
import { isInService } from '../../domain/configuration-item/stage-table.ts';
import { forbidden } from '../../domain/errors.ts';
import { assertVersion, type ExpectedVersion } from '../../domain/expected-version.ts';
import type { Item } from '../../domain/item/item-repository.ts';
import { assertOneWrite } from '../../domain/item/one-write.ts';
import { changedPart, hasSameContent } from '../../domain/resource/same-value.ts';
import { onFreshRows } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { assertAssetAllowed } from '../class/find-class.ts';
import { allowEdit, breaksGlass, permittedOrigin, type WritePermit } from '../control/allow-write.ts';
import type { CreationOptions } from '../creation-options.ts';
import { itemFact, nextFacet } from '../item/item-context.ts';
import { takenByCi, withFreeAliases } from '../item/taken-item-value.ts';
import { nameReferences } from '../naming/name-references.ts';
import { patched } from '../resource/manage-resource.ts';
import { assertGates } from './assert-gates.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';
import { managedItem } from './managed-item.ts';
import { nameAliasWrites } from './name-alias.ts';
import { settleConfigurationItem } from './settle-configuration-item.ts';
import { validityReminder } from './validity-reminder.ts';

/** The fields that members of the owner team may change (X2). */
const ownerTeamFields: readonly string[] = ['labels', 'contactGroups', 'patchSchedule'];

/** The groups of a CI that decide on its changes, in a form that can be compared. */
const approverGroups = (contacts: ConfigurationItem['contactGroups']): string =>
  JSON.stringify(contacts.flatMap(({ group, role }) => (role === 'approver' ? [group] : [])).toSorted());

/** @throws DomainError forbidden `access/approvers-fixed` if the owner team changes who decides on changes of its CI (P2) */
const assertApproversKept = (next: ConfigurationItem, before: ConfigurationItem, caller: Caller): void => {
  if (has(caller, 'configuration-manager') || approverGroups(next.contactGroups) === approverGroups(before.contactGroups)) return;
  throw forbidden('access/approvers-fixed', 'only configuration managers may add or remove contact groups with the role approver');
};

/** @throws DomainError forbidden `access/not-owner` */
export const assertMayPatch = ({ ownerTeam }: ConfigurationItem, patch: object, permit: WritePermit): void => {
  const { caller } = permit;
  if (has(caller, 'configuration-manager') || breaksGlass(permit)) return;
  const owns = ownerTeam !== undefined && caller.teams.includes(ownerTeam);
  if (owns && Object.keys(patch).every((field) => ownerTeamFields.includes(field))) return;
  throw forbidden(
    'access/not-owner',
    `this requires the role configuration-manager; the owner team may change ${ownerTeamFields.join(', ')}`,
  );
};

/**
 * A CI facet after a merge patch. One that the patch does not change is returned as it is.
 * @throws DomainError invalid, as `settleConfigurationItem`
 */
export const patchedConfigurationItem =
  (context: ConfigurationItemContext) =>
  async (ci: ConfigurationItem, patch: object): Promise<ConfigurationItem> => {
    const fields = patched<ConfigurationItemFields>({ draft: ConfigurationItemFields }, ci, patch);
    const next: ConfigurationItem = { ...nextFacet(context, ci), ...(await settleConfigurationItem(context)(fields, ci)) };
    return hasSameContent(next, ci) ? ci : next;
  };

/** What another class asks of a CI: that it may have its asset facet, and, in service, that it passes the gates of the class (C1, C4). */
const assertFitsClass = async (context: ConfigurationItemContext, { asset, ci }: Item, next: ConfigurationItem): Promise<void> => {
  if (next.class === ci?.class) return;
  if (asset) await assertAssetAllowed(context)(next.class);
  if (isInService(next) && next.evidence !== existing) await assertGates(context)(next);
};

/**
 * Applies a merge patch to a CI facet, if its change control allows it (C5). In a dry run it is only checked.
 * @throws DomainError conflict `configuration-item/too-much-at-once`, `asset/not-for-class`, `stage/blocked`; those of `allowEdit`
 */
export const patchConfigurationItem =
  (context: ConfigurationItemContext) =>
  (
    reference: string,
    patch: object,
    ifMatch: ExpectedVersion,
    { dryRun = false, ...permit }: WritePermit & Pick<CreationOptions, 'dryRun'>,
  ): Promise<ConfigurationItem> =>
    onFreshRows(async () => {
      const { assets, configurationItems, store } = context;
      const { caller } = permit;
      const item = await managedItem(context)(reference);
      const { ci } = item;
      assertMayPatch(ci, changedPart(ci, patch), permit);
      assertVersion(ci, ifMatch, caller);
      const next = await patchedConfigurationItem(context)(ci, patch);
      if (next === ci) return ci;
      await assertFitsClass(context, item, next);
      assertApproversKept(next, ci, caller);
      const allowed = await allowEdit(context)(ci, next, permit);
      if (dryRun) return withFreeAliases(context, next);
      const body = { fields: Object.keys(changedPart(ci, patch)) };
      const fact = itemFact(context, allowed.change)('ConfigurationItemChanged', ci.id, caller, body);
      // The new class may allow no asset. Another request must not add an asset facet at the same time.
      const check = next.class === ci.class ? [] : [assets.unchanged(item.id, item.asset)];
      const writes = [
        ...configurationItems.save(next, permittedOrigin(permit, allowed), ci),
        ...(await nameAliasWrites(context)(next, ci)),
        ...(await validityReminder(context)(ci.id, next, ci)),
        ...check,
        ...allowed.writes,
        fact,
      ];
      assertOneWrite(writes);
      await nameReferences(context)('configuration-item', next, ci);
      await commitUnique(store, 'configuration-item', writes, takenByCi(context, next.aliases));
      return next;
    });
