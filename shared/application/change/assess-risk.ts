import type { Change } from '../../domain/change/change.ts';
import type { Risk, RiskReason } from '../../domain/change/change-values.ts';
import { dependantsWithoutSpare } from '../../domain/change/lost-redundancy.ts';
import { recordLength, riskOf } from '../../domain/change/risk.ts';
import { type Instant, plus } from '../../domain/clock.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { idsOfFacet } from '../../domain/item/merge.ts';
import { allGroupMembers } from '../impact/group-members.ts';
import type { SubmitContext } from './context.ts';

/** How many of the changes that named a CI are looked at, the newest first. */
const mostLikeChanges = 100;

/** The ids of the newest changes that named an item by one of its ids. */
const changesThatNamed = async ({ namings }: SubmitContext, ids: readonly string[]): Promise<readonly string[]> => {
  const pages = await Promise.all(ids.map((id) => namings.namingsOf({ noun: 'item', id }, mostLikeChanges)));
  return pages.flat().flatMap(({ user }) => (user.noun === 'change' ? [user.id] : []));
};

/** Whether a change failed for one of these ids of a CI, not too long ago. */
const hasFailed = ({ outcomes, finishedAt }: Change, ids: readonly string[], since: Instant): boolean =>
  finishedAt !== undefined && finishedAt >= since && outcomes.some(({ item, outcome }) => outcome === 'failed' && ids.includes(item));

/** The numbers of the changes of each CI that failed lately, in the order of the CIs. The changes of all CIs are read together. */
const failedChanges = async (context: SubmitContext, change: Change, cis: readonly ConfigurationItem[]): Promise<readonly string[][]> => {
  const { changes, clock } = context;
  const named = await inParallel(cis, 8, (ci) => changesThatNamed(context, idsOfFacet(ci)));
  const others = [...new Set(named.flat())].filter((id) => id !== change.id);
  const found = others.length === 0 ? [] : await changes.findMany(others);
  const since = plus(clock.now(), -recordLength);
  return cis.map((ci) => found.filter((other) => hasFailed(other, idsOfFacet(ci), since)).map(({ number }) => number));
};

/** The names of the CIs that have no redundancy left while each of these CIs is changed, in the order of the CIs (C3). */
const withoutSpare = async (context: SubmitContext, cis: readonly ConfigurationItem[]): Promise<readonly string[][]> => {
  const members = await allGroupMembers(context, cis);
  const down = [...new Set(cis.flatMap(({ id }) => [id, ...(members.get(id) ?? [])]))];
  const lost = dependantsWithoutSpare(await context.relations.edges(down, 'in'));
  if (lost.size === 0) return cis.map(() => []);
  const dependants = cis.map(({ id }) => [...new Set([id, ...(members.get(id) ?? [])].flatMap((item) => lost.get(item) ?? []))]);
  const found = await context.configurationItems.findMany([
    ...new Set(dependants.flatMap(([first]) => (first === undefined ? [] : [first]))),
  ]);
  const nameOf = (id: string): string => found.find((ci) => idsOfFacet(ci).includes(id))?.name ?? id;
  return dependants.map((ids) => ids.map(nameOf));
};

/** The risk of a change as its CIs, their relations and their record are now (H1). */
export const assessRisk =
  (context: SubmitContext) =>
  async (change: Change, cis: readonly ConfigurationItem[]): Promise<{ readonly level: Risk; readonly reasons: readonly RiskReason[] }> => {
    const [failed, lost] = await Promise.all([failedChanges(context, change, cis), withoutSpare(context, cis)]);
    return riskOf(
      cis.map(({ name, criticality, environment }, at) => ({
        ...{ name, criticality, environment },
        withoutSpare: lost[at] ?? [],
        failedChanges: failed[at] ?? [],
      })),
    );
  };
