import { drawImpact } from '../../shared/application/impact/draw-impact.ts';
import { readContacts } from '../../shared/application/impact/read-contacts.ts';
import { type ImpactContext, readImpact } from '../../shared/application/impact/read-impact.ts';
import * as contract from '../../shared/contracts/impact.ts';
import { nextPage, prefers, textHeaders } from '../../shared/http/accepted-type.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { Answer, type Endpoint, on } from '../../shared/http/request.ts';

const chart = 'text/vnd.mermaid';

/** The endpoints of the impact of a CI, as JSON or as a chart (C3), and of those who are told. */
export const impactEndpoints = (context: ImpactContext & Parameters<typeof readContacts>[0]): readonly Endpoint[] => [
  on(contract.readImpact, async (request) => {
    const { params, query } = request;
    const { limit, cursor, ...question } = query;
    const list = `impact of ${params.id}`;
    const wanted = pageRequest(list, query);
    if (prefers(request, chart)) {
      const { text, nextCursor: position } = await drawImpact(context)(params.id, question, wanted);
      const { nextCursor } = pageAnswer(list, query, { items: [], nextCursor: position }, (item) => item);
      const path = `/v1/configuration-items/${encodeURIComponent(params.id)}/impact`;
      return new Answer(text, { headers: textHeaders(chart, nextPage(path, query, nextCursor)) });
    }
    const { page, answer } = await readImpact(context)(params.id, question, wanted);
    return { ...answer, ...pageAnswer(list, query, page, (item) => item) };
  }),
  on(contract.readContacts, async ({ params, query }) => {
    const list = `contacts of ${params.id}`;
    const { truncated, ...page } = await readContacts(context)(params.id, query.reason, pageRequest(list, query));
    return { truncated, ...pageAnswer(list, query, page, (contact) => contact) };
  }),
];
