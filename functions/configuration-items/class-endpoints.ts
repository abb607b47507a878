import type { ClassContext } from '../../shared/application/class/class-context.ts';
import { findClass } from '../../shared/application/class/find-class.ts';
import { listClasses } from '../../shared/application/class/list-classes.ts';
import { deleteClass, putClass } from '../../shared/application/class/put-class.ts';
import * as contract from '../../shared/contracts/classes.ts';
import type { CiClass } from '../../shared/domain/class/class.ts';
import { shippedClass } from '../../shared/domain/class/shipped-classes.ts';
import { missing } from '../../shared/domain/errors.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { putAnswer, putConditions } from '../../shared/http/put.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';

const shown = (ciClass: CiClass) => ({ ...ciClass, shipped: shippedClass(ciClass.name) !== undefined });

/** The endpoints of classes of CIs. */
export const classEndpoints = (context: ClassContext): readonly Endpoint[] => [
  on(contract.listClasses, async ({ query }) =>
    pageAnswer('classes', query, await listClasses(context)(pageRequest('classes', query)), shown),
  ),
  on(contract.readClass, async ({ params }) => {
    const found = await findClass(context)(params.name);
    if (!found) throw missing('class', params.name);
    return shown(found);
  }),
  on(contract.putClass, async (request) => {
    const { params, query, body, caller } = request;
    const { entity, isNew } = await putClass(context)(params.name, body, putConditions(request), { caller, ...query });
    return putAnswer(shown(entity), isNew, `/v1/classes/${encodeURIComponent(entity.name)}`);
  }),
  on(contract.deleteClass, ({ params, query, ifMatch, caller }) => deleteClass(context)(params.name, ifMatch, { caller, ...query })),
];
