import { html } from 'hono/html';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import type { Conflict } from '../../shared/domain/change/change-fields.ts';
import type { Piece } from '../../shared/pages/page.ts';
import { list, section } from '../../shared/pages/pieces.ts';

/** A conflict as a sentence. */
const conflictText = ({ number, items }: Conflict, { nameOf }: ApprovalView['touched']): Piece => {
  const what = items.length === 1 ? 'one of the same items' : `${items.length} of the same items`;
  return html`${number} uses ${what} at the same time: ${items.map(nameOf).join(', ')}`;
};

/** How risky the change is, and which other changes get in its way (H1, H2). */
export const riskSection = ({ change, touched }: ApprovalView): Piece => {
  const { risk, conflicts } = change;
  if (!risk && conflicts.length === 0) return undefined;
  return section(
    'Risk and conflicts',
    risk && html`<p>Risk: ${risk}</p>`,
    conflicts.length === 0
      ? html`<p>No conflict with another change is known.</p>`
      : html`<h3>Conflicts</h3>${list(conflicts.map((conflict) => conflictText(conflict, touched)))}`,
  );
};
