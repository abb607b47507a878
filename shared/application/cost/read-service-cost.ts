import { todayOf } from '../../domain/clock.ts';
import { costOfService, type ServiceCostItem } from '../../domain/cost/service-cost.ts';
import { dayNumber, spanOfMonth } from '../../domain/dates.ts';
import { invalid } from '../../domain/errors.ts';
import type { DateSpan } from '../../domain/splitting.ts';
import type { PageRequest } from '../../domain/store.ts';
import { serviceInPath } from '../agreement/service-in-path.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';
import { getNamed } from '../resource/put-by-name.ts';
import { readServiceGraph, type ServiceCostContext } from './service-graph.ts';
import { sharedCosts } from './shared-costs.ts';

/** The most days of a period. */
const mostDays = 400;

/** The days that are asked for; by default the current calendar month. @throws DomainError invalid `cost/period-ends-before-start`, `period/too-long` */
const spanOf = (context: ServiceCostContext, query: Partial<DateSpan>): DateSpan => {
  const span = spanOfMonth(query, todayOf(context));
  if (span.to < span.from)
    throw invalid(
      '/query/to',
      'cost/period-ends-before-start',
      `${span.to} is before ${span.from}; send a period that ends after it begins`,
    );
  if (dayNumber(span.to) - dayNumber(span.from) >= mostDays) {
    const detail = `${span.from} to ${span.to} is more than ${mostDays} days; send a shorter period, or request an export of service-cost instead`;
    throw invalid('/query/to', 'period/too-long', detail);
  }
  return span;
};

interface ServiceCostQuestion extends PageRequest {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly book?: string | undefined;
}

const keyOf = ({ item, amount }: ServiceCostItem): string => `${item} ${amount.currency}`;

/**
 * What a service costs in a period on accrual basis (L4): its parts of the costs of the items that it needs, directly or not, itself and the
 * members of its pools included. The sums are those of all items; `items` is a page.
 * @throws DomainError missing `item/not-found`, `configuration-item/not-found`, `service/not-found`, `book/not-found`; invalid
 * `cost/period-ends-before-start`, `period/too-long`; too-wide `service/too-many-items`
 */
export const readServiceCost =
  (context: ServiceCostContext & NamesContext) =>
  async (reference: string, { limit, after = '', book: name, ...question }: ServiceCostQuestion) => {
    const span = spanOf(context, question);
    const { id } = await serviceInPath(context)(reference);
    const book = name === undefined ? undefined : (await getNamed('book', context.books, name)).name;
    const { needed, links } = await readServiceGraph(context, id);
    const costs = await sharedCosts(context)(needed, links, { span, book });
    const { items, ...sums } = costOfService(id, costs);
    const remaining = items.filter((item) => keyOf(item) > after);
    const page = remaining.slice(0, limit);
    const names = await namesOf(context)(
      referencesTo(
        'item',
        page.map(({ item }) => item),
      ),
    );
    const end = page.at(-1);
    return {
      ...{ basis: 'accrual' as const, ...span, ...sums },
      items: page.map((each) => ({ ...each, item: names.item(each.item), itemName: names.of(each.item) })),
      ...(remaining.length > limit && end ? { nextCursor: keyOf(end) } : {}),
    };
  };
