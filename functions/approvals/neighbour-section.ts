import { html } from 'hono/html';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import type { Piece } from '../../shared/pages/page.ts';

const named = (heading: string, { count, names }: ApprovalView['neighbours']['dependants'], none: string): Piece => {
  const more = count - names.length;
  return html`<dt>${heading}</dt><dd>${count === 0 ? none : names.join(', ')}${more > 0 ? ` and ${more} more` : undefined}</dd>`;
};

/** What depends on the CIs of the change, and what can take over for them. */
export const neighbourSection = ({ neighbours }: ApprovalView): Piece => html`<dl>
${named('Depends on it', neighbours.dependants, 'nothing that is registered')}
${named('Stands by for it', neighbours.standby, 'nothing that is registered')}
</dl>`;
