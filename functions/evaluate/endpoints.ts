import { endQuiet } from '../../shared/application/change/end-quiet.ts';
import { resolveItem } from '../../shared/application/item/resolve-item.ts';
import { evaluate } from '../../shared/application/suppression/evaluate.ts';
import { listWindows } from '../../shared/application/window/list-windows.ts';
import * as contract from '../../shared/contracts/suppression.ts';
import { aliasKeyOf } from '../../shared/domain/configuration-item/alias.ts';
import { invalid } from '../../shared/domain/errors.ts';
import type { CiReference } from '../../shared/domain/suppression/candidates.ts';
import { windowView } from '../../shared/domain/window/window-view.ts';
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
  Parameters<typeof endQuiet>[0];

/** The endpoints of suppression decisions and windows. */
export const evaluateEndpoints = (context: EvaluateContext): readonly Endpoint[] => {
  const { clock, windows } = context;
  return [
    on(contract.readSuppression, async ({ query }) => {
      const [answer] = await evaluate(context)({ at: query.at, alerts: [ciReference(query.ci, query.alias)] });
      return answer;
    }),
    on(contract.evaluateAlerts, async ({ body }) => ({ results: await evaluate(context)(body) })),
    on(contract.listWindows, async ({ query }) => {
      const item = query.item === undefined ? undefined : await resolveItem(context)(query.item, '/query/item');
      const page = await listWindows(context)(pageRequest('windows', query), { ...query, item });
      return pageAnswer('windows', query, page, (window) => windowView(window, clock.now()));
    }),
    on(contract.endWindow, async ({ params, body, caller }) =>
      windowView(await endQuiet(context)(params.id, body.reason, caller), clock.now()),
    ),
    on(contract.readWindow, async ({ params }) => windowView(await windows.get(params.id), clock.now())),
  ];
};
