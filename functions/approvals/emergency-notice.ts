import { html } from 'hono/html';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import { awaitsRetrospective } from '../../shared/domain/change/emergency.ts';
import { inZone } from '../../shared/domain/readable-time.ts';
import type { Piece } from '../../shared/pages/page.ts';

/** Says that the work on an emergency has begun, and what a decision means now (H7). */
export const emergencyNotice = ({ change, reader }: ApprovalView): Piece =>
  awaitsRetrospective(change) && change.startedAt !== undefined
    ? html`<p class="notice" role="status"><strong>The work has begun already</strong>, at ${inZone(change.startedAt, reader.zone)}, as an emergency and without approval.
If you approve, it was right. If you reject, it was unauthorized: its window is withdrawn at once, and alerts that are held are sent. The work itself is not undone.
If nobody decides, it is an unauthorized change.</p>`
    : undefined;
