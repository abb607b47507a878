import type { AssetContext } from '../../shared/application/asset/asset-context.ts';
import { readAsset } from '../../shared/application/asset/read-asset.ts';
import { answerAssignment, assertMayAnswer } from '../../shared/application/assignment/answer-assignment.ts';
import { checkIn } from '../../shared/application/assignment/check-in.ts';
import { checkOut } from '../../shared/application/assignment/check-out.ts';
import { showAssignments } from '../../shared/application/assignment/show-assignments.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import * as contract from '../../shared/contracts/assignments.ts';
import type { Caller } from '../../shared/domain/access.ts';
import type { Assignment } from '../../shared/domain/assignment/assignment.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { Answer, type Endpoint, on } from '../../shared/http/request.ts';

/** The endpoints of who has an asset. */
export const assignmentEndpoints = (context: AssetContext & NamesContext): readonly Endpoint[] => {
  const show = async (assignment: Assignment) => (await showAssignments(context)([assignment]))[0];
  const mayAnswer = ({ params, caller }: { params: { id: string; assignmentId: string }; caller: Caller }) =>
    assertMayAnswer(context)(params.id, params.assignmentId, caller);
  return [
    on(contract.checkOutAsset, async ({ params, body, caller }) => {
      const assignment = await checkOut(context)(params.id, body, caller);
      return new Answer(await show(assignment), { headers: { location: `/v1/assets/${assignment.asset}/assignments` } });
    }),
    on(contract.listAssignments, async ({ params, query }) => {
      const { id } = await readAsset(context)(params.id);
      const page = await context.assignments.page(id, pageRequest('assignments', query));
      return pageAnswer('assignments', query, { ...page, items: await showAssignments(context)(page.items) }, (assignment) => assignment);
    }),
    on(contract.checkInAsset, async ({ params, body, caller }) =>
      show(await checkIn(context)(params.id, params.assignmentId, body, caller)),
    ),
    on(
      contract.acceptAssignment,
      async ({ params, caller }) => show(await answerAssignment(context)(params.id, params.assignmentId, 'accepted', caller)),
      mayAnswer,
    ),
    on(
      contract.declineAssignment,
      async ({ params, caller }) => show(await answerAssignment(context)(params.id, params.assignmentId, 'declined', caller)),
      mayAnswer,
    ),
  ];
};
