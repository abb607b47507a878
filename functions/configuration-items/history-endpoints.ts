import { readDifference, readHistory } from '../../shared/application/history/read-history.ts';
import { verifyHistory } from '../../shared/application/history/verify-history.ts';
import * as contract from '../../shared/contracts/item-history.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';

type HistoryContext = Parameters<typeof readHistory>[0] & Parameters<typeof verifyHistory>[0];

/** The endpoints of what has happened to items. */
export const historyEndpoints = (context: HistoryContext): readonly Endpoint[] => [
  on(contract.readItemHistory, async ({ params, query, caller }) => {
    const list = `history of ${params.id}`;
    return pageAnswer(list, query, await readHistory(context)(params.id, pageRequest(list, query), caller), (version) => version);
  }),
  on(contract.readItemDifference, ({ params, query, caller }) => readDifference(context)(params.id, query, caller)),
  on(contract.verifyItem, ({ params }) => verifyHistory(context)(params.id)),
];
