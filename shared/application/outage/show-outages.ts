import type { Caller } from '../../domain/access.ts';
import { earlier, later } from '../../domain/clock.ts';
import { episodeOf } from '../../domain/outage/alert-outage.ts';
import type { Outage } from '../../domain/outage/outage.ts';
import { endOfOutage, supersededBy } from '../../domain/outage/outage-rules.ts';
import { type NamesContext, namesOf, referencesTo, referencesToActors } from '../name/names-of.ts';
import type { OutageContext } from './outage-context.ts';

type ShowContext = Pick<OutageContext, 'outages' | 'clock'> & NamesContext;

/** The outages of the same service that overlap any of these. */
const othersOf = async ({ outages, clock }: ShowContext, shown: readonly Outage[]): Promise<readonly Outage[]> => {
  const [first] = shown;
  if (!first) return [];
  const now = clock.now();
  const from = shown.map(({ start }) => start).reduce(earlier);
  const to = shown.map((outage) => endOfOutage(outage, now)).reduce(later);
  return outages.overlapping(first.service, from, to);
};

/** Outages of one service with the names of what they name. A typed one names the measured outage whose times count in its place. */
export const showOutages = (context: ShowContext) => async (shown: readonly Outage[], caller: Caller) => {
  const others = await othersOf(context, shown);
  const references = [
    ...referencesTo(
      'item',
      shown.flatMap(({ service, item }) => [service, item]),
    ),
    ...referencesTo(
      'change',
      shown.map(({ change }) => change),
    ),
    ...referencesToActors(shown.flatMap(({ reportedBy, corrections }) => [reportedBy, ...corrections.map(({ by }) => by)])),
  ];
  const names = await namesOf(context)(references, caller);
  return shown.map(({ sourceKey, ...outage }) => ({
    ...outage,
    episode: episodeOf({ sourceKey, source: outage.source }),
    serviceName: names.of(outage.service),
    item: names.item(outage.item),
    itemName: names.of(outage.item),
    ...names.ofChange(outage.change),
    reportedByName: names.ofActor(outage.reportedBy),
    corrections: outage.corrections.map((correction) => ({ ...correction, byName: names.ofActor(correction.by) })),
    supersededBy: supersededBy(outage, others),
  }));
};
