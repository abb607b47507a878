import { moveConfigurationItem, readReadiness } from '../../shared/application/configuration-item/move-configuration-item.ts';
import type { StageContext } from '../../shared/application/configuration-item/stage-context.ts';
import { showConfigurationItems } from '../../shared/application/item/show-facets.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import * as contract from '../../shared/contracts/stages.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';

/** The endpoints of the stages of a CI. */
export const stageEndpoints = (context: StageContext & NamesContext): readonly Endpoint[] => [
  on(contract.moveConfigurationItem, async ({ params, body, caller }) => {
    const ci = await moveConfigurationItem(context)(params.id, body, caller);
    return (await showConfigurationItems(context)([ci]))[0];
  }),
  on(contract.readReadiness, ({ params, query }) => readReadiness(context)(params.id, query.to)),
];
