import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import { Passage } from '../domain/text.ts';
import { Id, StoredTime } from '../domain/values.ts';
import { notFound, restricted } from './change-errors.ts';
import { route } from './contract.ts';
import { nameView } from './names.ts';
import { pageOf, pageQuery } from './paging.ts';

/** A comment on a change as the API answers it. */
export const CommentView = lazily(() =>
  z
    .strictObject({
      ...{ id: Id(), version: z.literal(1), createdAt: StoredTime(), updatedAt: StoredTime(), change: Id() },
      ...{ by: z.string(), byName: nameView(), text: z.string(), question: z.boolean(), answers: Id().optional() },
    })
    .meta({ id: 'Comment' }),
);

export const commentOnChange = route({
  name: 'commentOnChange',
  method: 'POST',
  path: '/v1/changes/{id}/comments',
  summary: 'Comment on a change, ask a question about it, or answer one',
  access: 'signed-in',
  body: lazily(() =>
    z
      .strictObject({ text: Passage().min(1).max(5_000), question: z.boolean().default(false), answers: Id().optional() })
      .refine(({ question, answers }) => !(question && answers !== undefined), {
        path: ['answers'],
        message: 'a comment asks a question or answers one, not both',
      })
      .meta({ id: 'CommentDraft' }),
  ),
  success: { status: 201, schema: CommentView },
  problems: { ...restricted, 400: ['comment/not-a-question'] },
  idempotent: true,
});

export const listComments = route({
  name: 'listComments',
  method: 'GET',
  path: '/v1/changes/{id}/comments',
  summary: 'List the comments on a change, oldest first',
  access: 'signed-in',
  query: lazily(() => z.strictObject(pageQuery())),
  success: { status: 200, schema: lazily(() => pageOf(CommentView())) },
  problems: notFound,
});

/** What is said about a change. */
export const changeCommentRoutes = [commentOnChange, listComments];
