import { actorOf, type Caller } from '../../domain/access.ts';
import { assertNotVoided } from '../../domain/asset/asset-transitions.ts';
import { todayOf } from '../../domain/clock.ts';
import { dateOfDay, dayNumber } from '../../domain/dates.ts';
import { newDue } from '../../domain/due/due.ts';
import { missing } from '../../domain/errors.ts';
import { assertVersion, type ExpectedVersion } from '../../domain/expected-version.ts';
import { facetIdOf } from '../../domain/item/merge.ts';
import { assertTerm, type Term, TermDraft } from '../../domain/license/term.ts';
import { changedPart, hasSameContent } from '../../domain/resource/same-value.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { assetItem } from '../asset/change-asset.ts';
import type { CreationOptions } from '../creation-options.ts';
import { itemFact, newFacet, nextFacet } from '../item/item-context.ts';
import { itemInPath } from '../item/item-in-path.ts';
import { reminderWrites } from '../reminder/reminder-writes.ts';
import { patched } from '../resource/manage-resource.ts';
import { useWrites } from './change-use.ts';
import type { LicenseContext } from './license-context.ts';

/** The beginning of a date in UTC. */
const midnight = (date: string): string => `${date}T00:00:00.000Z`;

/** On the days on which a term begins and is over, it is looked whether more is in use than the terms give. */
const entitlementChanges = (context: LicenseContext, { asset, start, end }: Term): readonly Write[] => {
  const days = [start, dateOfDay(dayNumber(end) + 1)].filter((date) => date > todayOf(context) && date.length === 10);
  return days.map((date) => context.dues.save(newDue(context)('license', asset, midnight(date))));
};

/** People are reminded of the end of a term, and of the last day on which it can be cancelled. */
const remindersOf = async (context: LicenseContext, next: Term, before: Term | undefined): Promise<readonly Write[]> => {
  const subject = { of: next.id, item: next.asset };
  const isNew = before === undefined;
  const write = reminderWrites(context);
  return [
    ...(await write({ ...subject, kind: 'term' }, { before: before?.end, after: next.end, isNew })),
    ...(await write({ ...subject, kind: 'notice' }, { before: before?.noticeBy, after: next.noticeBy, isNew })),
  ];
};

/** The writes of a term: the row itself, the use of its license, and what is due on its days. */
const termWrites = async (context: LicenseContext, next: Term, before: Term | undefined, caller: Caller): Promise<readonly Write[]> => {
  const { licenses } = context;
  const [use, stored] = await Promise.all([licenses.useOf(next.asset), licenses.termsOf(next.asset)]);
  const terms = [...stored.filter(({ id }) => id !== next.id), next];
  return [
    licenses.saveTerm(next),
    ...(await useWrites(context, use, { terms, more: 0, actor: actorOf(caller) })),
    ...entitlementChanges(context, next),
    ...(await remindersOf(context, next, before)),
  ];
};

/**
 * Adds a term to a license (A5).
 * @throws DomainError invalid `term/ends-before-start`, `term/notice-after-end`; conflict `asset/voided`
 */
export const addTerm =
  (context: LicenseContext) =>
  (reference: string, draft: TermDraft, caller: Caller, { id, dryRun }: CreationOptions = {}): Promise<Term> =>
    onFreshRows(async () => {
      const { id: asset, asset: license } = await assetItem(context, reference);
      assertNotVoided(license);
      assertTerm(draft);
      const term: Term = { ...newFacet(context, id ?? context.ids.next()), asset, ...draft };
      if (dryRun) return term;
      await context.store.commit([
        ...(await termWrites(context, term, undefined, caller)),
        itemFact(context)('TermAdded', asset, caller, { term: term.id }),
      ]);
      return term;
    });

/**
 * Changes a term. Fewer seats than are in use is a fact: it is recorded, with an event, and is not refused (A5).
 * @throws DomainError missing `term/not-found`, stale `version/stale`, invalid
 */
export const patchTerm =
  (context: LicenseContext) =>
  (path: { readonly id: string; readonly termId: string }, patch: object, ifMatch: ExpectedVersion, caller: Caller): Promise<Term> =>
    onFreshRows(async () => {
      const asset = facetIdOf(await itemInPath(context)(path.id), 'asset');
      const term = await context.licenses.term(asset, path.termId);
      if (!term) throw missing('term', path.termId);
      assertVersion(term, ifMatch, caller);
      const { asset: _, ...fields } = term;
      const draft = patched<TermDraft>({ draft: TermDraft }, fields, patch);
      assertTerm(draft);
      const next: Term = { ...nextFacet(context, term), asset, ...draft };
      if (hasSameContent(next, term)) return term;
      await context.store.commit([
        ...(await termWrites(context, next, term, caller)),
        itemFact(context)('TermChanged', asset, caller, { term: term.id, fields: Object.keys(changedPart(term, patch)) }),
      ]);
      return next;
    });

/** All terms of a license, by their start. */
export const listTerms =
  (context: LicenseContext) =>
  async (reference: string): Promise<readonly Term[]> => {
    const { id } = await assetItem(context, reference);
    const terms = await context.licenses.termsOf(id);
    return terms.toSorted((one, other) => (one.start < other.start || (one.start === other.start && one.id < other.id) ? -1 : 1));
  };
