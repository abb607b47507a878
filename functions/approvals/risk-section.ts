import { html } from 'hono/html';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import type { Conflict } from '../../shared/domain/change/conflict.ts';
import type { Piece } from '../../shared/pages/page.ts';
import { list, section } from '../../shared/pages/pieces.ts';

/** A conflict as a sentence. */
const conflictText = ({ number, detail, severity, items, override }: Conflict, { nameOf }: ApprovalView['touched']): Piece => {
  const what = detail === '' ? `${number} uses the same items at the same time` : detail;
  const which = items.length === 0 ? '' : `: ${items.map(nameOf).join(', ')}`;
  return html`${severity === 'warning' ? 'Warning: ' : ''}${what}${which}${override ? ` (overridden: ${override.reason})` : ''}`;
};

/** How risky the change is, and which other changes get in its way (H1, H2). */
export const riskSection = ({ change, touched }: ApprovalView): Piece => {
  const { risk, riskReasons = [], conflicts } = change;
  if (!risk && conflicts.length === 0) return undefined;
  return section(
    'Risk and conflicts',
    risk && html`<p>Risk: ${risk}</p>`,
    riskReasons.length === 0 ? undefined : list(riskReasons.map(({ detail }) => detail)),
    conflicts.length === 0
      ? html`<p>No conflict with another change is known.</p>`
      : html`<h3>Conflicts</h3>${list(conflicts.map((conflict) => conflictText(conflict, touched)))}`,
  );
};
