import type { ConfigurationItemContext } from '../../shared/application/configuration-item/configuration-item-context.ts';
import { type NamesContext, namesOf, referencesTo } from '../../shared/application/name/names-of.ts';
import {
  listRedundancy,
  type OwnedGroup,
  putRedundancy,
  readRedundancy,
  removeRedundancy,
} from '../../shared/application/relation/manage-redundancy.ts';
import * as contract from '../../shared/contracts/redundancy.ts';
import { neededUp } from '../../shared/domain/item/redundancy.ts';
import { pageOfAll } from '../../shared/domain/page-of-all.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { Answer, type Endpoint, on } from '../../shared/http/request.ts';

/** Groups as the API answers them, with the names of their members. */
const showGroups = (context: NamesContext) => async (groups: readonly OwnedGroup[]) => {
  const names = await namesOf(context)(
    referencesTo(
      'item',
      groups.flatMap(({ members }) => members),
    ),
  );
  return groups.map((group) => ({
    ...group,
    members: group.members.map(names.item),
    neededUp: neededUp({ minimumUp: group.minimumUp, members: group.members.length }),
    memberNames: names.list('item', group.members),
  }));
};

/** The endpoints of the redundancy groups of a CI (C2). */
export const redundancyEndpoints = (context: ConfigurationItemContext & NamesContext): readonly Endpoint[] => {
  const show = async (group: OwnedGroup) => (await showGroups(context)([group]))[0];
  return [
    on(contract.listRedundancy, async ({ params, query }) => {
      const list = `redundancy of ${params.id}`;
      const page = pageOfAll(await listRedundancy(context)(params.id), pageRequest(list, query), ({ group }) => group);
      return pageAnswer(list, query, { ...page, items: await showGroups(context)(page.items) }, (group) => group);
    }),
    on(contract.putRedundancy, async ({ params, query, body, caller }) => {
      const named = { item: params.id, group: params.group };
      const { group, isNew } = await putRedundancy(context)(named, body, { caller, ...query });
      const location = `/v1/configuration-items/${group.item}/redundancy/${encodeURIComponent(group.group)}`;
      return new Answer(await show(group), isNew ? { status: 201, headers: { location } } : { status: 200 });
    }),
    on(contract.readRedundancy, async ({ params }) => show(await readRedundancy(context)({ item: params.id, group: params.group }))),
    on(contract.removeRedundancy, ({ params, query, caller }) =>
      removeRedundancy(context)({ item: params.id, group: params.group }, { caller, ...query }),
    ),
  ];
};
