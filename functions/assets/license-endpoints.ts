import { assignSeat } from '../../shared/application/license/assign-seat.ts';
import type { LicenseContext } from '../../shared/application/license/license-context.ts';
import { listSeats } from '../../shared/application/license/list-seats.ts';
import { addTerm, listTerms, patchTerm } from '../../shared/application/license/manage-terms.ts';
import { releaseSeat } from '../../shared/application/license/release-seat.ts';
import { showSeats, showTerms } from '../../shared/application/license/show-licenses.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import * as contract from '../../shared/contracts/licenses.ts';
import type { Caller } from '../../shared/domain/access.ts';
import type { Seat } from '../../shared/domain/license/seat.ts';
import type { Term } from '../../shared/domain/license/term.ts';
import { pageOfAll } from '../../shared/domain/page-of-all.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';

/** The endpoints of licenses: their terms and their seats. */
export const licenseEndpoints = (context: LicenseContext & NamesContext): readonly Endpoint[] => {
  const showTerm = async (term: Term, caller: Caller) => (await showTerms(context)([term], caller))[0];
  const showSeat = async (seat: Seat) => (await showSeats(context)([seat]))[0];
  return [
    on(contract.addTerm, async ({ params, body, caller }) => showTerm(await addTerm(context)(params.id, body, caller), caller)),
    on(contract.listTerms, async ({ params, query, caller }) => {
      const page = pageOfAll(
        await listTerms(context)(params.id),
        pageRequest(`terms of ${params.id}`, query),
        ({ start, id }) => `${start}#${id}`,
      );
      return pageAnswer(`terms of ${params.id}`, query, { ...page, items: await showTerms(context)(page.items, caller) }, (term) => term);
    }),
    on(contract.patchTerm, async ({ params, body, ifMatch, caller }) =>
      showTerm(await patchTerm(context)(params, body, ifMatch, caller), caller),
    ),
    on(contract.assignSeat, async ({ params, body, caller }) => showSeat(await assignSeat(context)(params.id, body, caller))),
    on(contract.listSeats, async ({ params, query }) => {
      const list = `seats of ${params.id}`;
      const { items, nextCursor, ...standing } = await listSeats(context)(params.id, pageRequest(list, query), query.at);
      return { ...pageAnswer(list, query, { items: await showSeats(context)(items), nextCursor }, (seat) => seat), ...standing };
    }),
    on(contract.releaseSeat, async ({ params, caller }) => {
      await releaseSeat(context)(params.id, params.seatId, caller);
    }),
  ];
};
