import type { Clock, Instant } from '../../domain/clock.ts';
import { aliasKeyOf } from '../../domain/configuration-item/alias.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { filterPostings } from '../../domain/configuration-item/configuration-item-postings.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { controlOf } from '../../domain/control/change-control.ts';
import { type GateAnswer, gateOf } from '../../domain/control/pipeline-gate.ts';
import { invalid } from '../../domain/errors.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import { itemIdOf } from '../../domain/item/merge.ts';
import { isId } from '../../domain/values.ts';
import { firstOfPages } from '../all-pages.ts';
import { type ClassReads, termsOf } from '../class/find-class.ts';
import { resolveItem } from '../item/resolve-item.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';
import { type ChangesNamingContext, changesNaming } from './changes-naming.ts';
import { type CoverageContext, coveringOf } from './covering-change.ts';
import { idsCovering, selectingGroups } from './ids-covering.ts';

export interface GateContext extends ClassReads, NamesContext, CoverageContext, Pick<ChangesNamingContext, 'namings'> {
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany' | 'page'>;
  readonly references: ItemReferences;
  readonly clock: Clock;
}

/**
 * Checks that a name is that of one CI only. Elsewhere the first CI of a name counts, but a gate must not open for another CI than the one
 * that a pipeline means.
 * @throws DomainError invalid `configuration-item/ambiguous`
 */
const assertOneOfName = async ({ configurationItems }: GateContext, { id, name }: ConfigurationItem, reference: string): Promise<void> => {
  if (isId(reference) || aliasKeyOf(reference) !== undefined) return;
  const postings = filterPostings({ name });
  const other = await firstOfPages({ page: (request) => configurationItems.page(request, postings) }, (item) => item.id !== id);
  if (!other) return;
  const detail = `several configuration items have the name ${name}; send an id, or an alias such as hostname=${name}`;
  throw invalid('/query/item', 'configuration-item/ambiguous', detail);
};

/** The CI that a request names. @throws DomainError invalid `item/unknown`, `configuration-item/unknown`, `configuration-item/ambiguous` */
const namedCi = async (context: GateContext, reference: string): Promise<ConfigurationItem> => {
  const id = await resolveItem(context)(reference, '/query/item');
  const [ci] = await context.configurationItems.findMany([id]);
  if (!ci) throw invalid('/query/item', 'configuration-item/unknown', `item ${reference} is not a configuration item`);
  await assertOneOfName(context, ci, reference);
  return ci;
};

const gateOfOne =
  (context: GateContext, groups: readonly ConfigurationItem[], at: Instant | undefined) =>
  async (ci: ConfigurationItem): Promise<GateAnswer> => {
    const named = (await Promise.all((await idsCovering(context, groups)(ci)).map(changesNaming(context)))).flat();
    const changes = await coveringOf(context, named, ci.id);
    const time = { at: at ?? context.clock.now(), isNow: at === undefined };
    return gateOf(ci, controlOf(ci, await termsOf(context)(ci.class)), changes, time);
  };

/**
 * Whether a pipeline may change these CIs, and under which change: now, or at another time by what is planned (H11). Of past times, only
 * changes that have not ended are known.
 * @throws DomainError invalid `item/unknown`, `configuration-item/unknown`
 */
export const passGate = (context: GateContext) => async (references: readonly string[], at: Instant | undefined) => {
  const cis = await Promise.all(references.map((reference) => namedCi(context, reference)));
  const groups = await selectingGroups(context);
  const answers = await Promise.all(cis.map(gateOfOne(context, groups, at)));
  const names = await namesOf(context)(
    referencesTo(
      'change',
      answers.map(({ change }) => change?.id),
    ),
  );
  return {
    allowed: answers.every(({ allowed }) => allowed),
    items: cis.map(({ id, merge, name }, place) => {
      const { change, ...answer } = answers[place] as GateAnswer;
      return { item: itemIdOf({ id, merge }), name, ...answer, ...(change ? { change: change.id, ...names.ofChange(change.id) } : {}) };
    }),
  };
};
