import { assertMayEndWindow, endQuiet } from '../../shared/application/change/end-quiet.ts';
import { resolveItem } from '../../shared/application/item/resolve-item.ts';
import { evaluate } from '../../shared/application/suppression/evaluate.ts';
import { nameReasons } from '../../shared/application/suppression/name-reasons.ts';
import { confirmWindow } from '../../shared/application/window/confirm-window.ts';
import { listWindows } from '../../shared/application/window/list-windows.ts';
import { showWindow, showWindows } from '../../shared/application/window/show-windows.ts';
import * as contract from '../../shared/contracts/suppression.ts';
import { aliasKeyOf } from '../../shared/domain/configuration-item/alias.ts';
import { invalid } from '../../shared/domain/errors.ts';
import type { CiReference } from '../../shared/domain/suppression/candidates.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';

/** The CI that a query names, by a reference (I7) or by an alias. @throws DomainError 400 unless exactly one of them is given */
const ciReference = (ci: string | undefined, alias: string | undefined): CiReference => {
  if ((ci === undefined) === (alias === undefined)) {
    throw invalid(undefined, 'suppression/ci-or-alias', 'send either ci, or alias in the form scheme=value');
  }
  const key = alias === undefined ? undefined : aliasKeyOf(alias);
  // Text that is not an alias is looked up as a reference to a CI that does not exist. An unknown CI is not an error (S1).
  return key ? { alias: key } : { ci: ci ?? alias ?? '' };
};

type EvaluateContext = Parameters<typeof evaluate>[0] &
  Parameters<typeof resolveItem>[0] &
  Parameters<typeof listWindows>[0] &
  Parameters<typeof endQuiet>[0] &
  Parameters<typeof confirmWindow>[0] &
  Parameters<typeof showWindows>[0];

/** The endpoints of suppression decisions and windows. */
export const evaluateEndpoints = (context: EvaluateContext): readonly Endpoint[] => {
  const named = nameReasons(context);
  return [
    on(contract.readSuppression, async ({ query }) => {
      const [answer] = await named(await evaluate(context)({ at: query.at, alerts: [ciReference(query.ci, query.alias)] }));
      return answer;
    }),
    on(contract.evaluateAlerts, async ({ body }) => ({ results: await named(await evaluate(context)(body)) })),
    on(contract.listWindows, async ({ query, caller }) => {
      const item = query.item === undefined ? undefined : await resolveItem(context)(query.item, '/query/item');
      const page = await listWindows(context)(pageRequest('windows', query), { ...query, item });
      return pageAnswer('windows', query, { ...page, items: await showWindows(context)(page.items, caller) }, (window) => window);
    }),
    on(
      contract.endWindow,
      async ({ params, body, caller }) => showWindow(context)(await endQuiet(context)(params.id, body, caller), caller),
      ({ params, caller }) => assertMayEndWindow(context)(params.id, caller),
    ),
    on(contract.confirmWindow, async ({ params, caller }) => showWindow(context)(await confirmWindow(context)(params.id, caller), caller)),
    on(contract.readWindow, async ({ params, caller }) => showWindow(context)(await context.windows.get(params.id), caller)),
  ];
};
