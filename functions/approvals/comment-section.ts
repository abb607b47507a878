import { html } from 'hono/html';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import { readableTime } from '../../shared/domain/readable-time.ts';
import type { Piece } from '../../shared/pages/page.ts';
import { section, term } from '../../shared/pages/pieces.ts';

/** Questions, answers and remarks, newest last (P5). */
export const commentSection = ({ comments, reader }: ApprovalView): Piece =>
  comments.list.length === 0
    ? undefined
    : section(
        'Questions and comments',
        comments.hasEarlier ? html`<p class="muted">Earlier comments are not shown. The API lists all.</p>` : undefined,
        html`<dl>${comments.list.map(({ by, createdAt, text, question }) =>
          term(`${by}${question ? ' asks' : ''}, ${readableTime(createdAt, reader.zone)}`, html`<span class="prose">${text}</span>`),
        )}</dl>`,
      );

/** Who has overridden which conflicts, when and why (H2). It stays on the page when the conflict is gone. */
export const overrideSection = ({ overrides, reader }: ApprovalView): Piece =>
  overrides.length === 0
    ? undefined
    : section(
        'Overridden conflicts',
        html`<dl>${overrides.map(({ kind, by, at, reason }) =>
          term(`${kind}, by ${by}, ${readableTime(at, reader.zone)}`, html`<span class="prose">${reason}</span>`),
        )}</dl>`,
      );
