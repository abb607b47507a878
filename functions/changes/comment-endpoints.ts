import { assertMayComment, commentOnChange, showComments } from '../../shared/application/change/comment-on-change.ts';
import type { ChangeContext } from '../../shared/application/change/context.ts';
import { changeInPath } from '../../shared/application/change/resolve-change.ts';
import type { NamesContext } from '../../shared/application/name/names-of.ts';
import * as contract from '../../shared/contracts/change-comments.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';

/** The endpoints of comments on changes. */
export const commentEndpoints = (context: ChangeContext & NamesContext): readonly Endpoint[] => {
  const findChange = changeInPath(context);
  return [
    on(
      contract.commentOnChange,
      async ({ params, body, caller }) => {
        const comment = await commentOnChange(context)(await findChange(params.id), body, caller);
        const [shown] = await showComments(context)([comment], caller);
        return shown;
      },
      async ({ params, caller }) => assertMayComment(await findChange(params.id), caller),
    ),
    on(contract.listComments, async ({ params, query, caller }) => {
      const list = `comments on ${params.id}`;
      const page = await context.changes.comments((await findChange(params.id)).id, pageRequest(list, query));
      return pageAnswer(list, query, { ...page, items: await showComments(context)(page.items, caller) }, (comment) => comment);
    }),
  ];
};
