import { html } from 'hono/html';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import { isExtending } from '../../shared/domain/change/extension.ts';
import { hasOffer, lengthOf } from '../../shared/domain/change/window-offer.ts';
import type { Instant } from '../../shared/domain/clock.ts';
import { inUtc, localTime, readableLength } from '../../shared/domain/readable-time.ts';
import { durationMillis } from '../../shared/domain/values.ts';
import type { Piece } from '../../shared/pages/page.ts';
import { section, term } from '../../shared/pages/pieces.ts';

/**
 * An instant in the time zone of the reader, in UTC, and in those of the services that the change concerns (P5). Each says which zone it is:
 * a page that runs no script cannot know where its reader is.
 */
const timeOf = (instant: Instant, { reader, touched }: ApprovalView): Piece => {
  const others = touched.zones.filter(({ zone }) => zone !== reader.zone && zone !== 'UTC');
  const own = reader.zone === 'UTC' ? inUtc(instant) : localTime(instant, reader.zone);
  return html`<time datetime="${instant}">${own}</time>
${reader.zone === 'UTC' ? undefined : html`<span class="muted">${reader.zone}, your time zone</span> <span class="muted">${inUtc(instant)}</span>`}
${others.map(({ zone, service }) => html`<span class="muted">${localTime(instant, zone)}, ${zone}, time zone of ${service}</span> `)}`;
};

/** The later end that is asked for, if there is one, and why (W2). */
const laterEnd = (view: ApprovalView) => {
  const { change } = view;
  if (!isExtending(change)) return {};
  const { end, reason } = change.extension;
  return {
    time: html`<div>${term('Asked to end later', timeOf(end, view))}</div>`,
    reason: html`<div>${term('Reason for the later end', reason)}</div>`,
  };
};

/** When the change happens, how long it may take, and until when it can be decided (P5). */
export const windowSection = (view: ApprovalView): Piece => {
  const { change } = view;
  const { window, approvalDeadline } = change;
  if (!window) return undefined;
  const { start, end } = hasOffer(change) ? {} : window;
  const later = laterEnd(view);
  const length = readableLength(lengthOf(window));
  const downtime = window.agreedDowntime === undefined ? 'the whole window' : readableLength(durationMillis(window.agreedDowntime));
  return section(
    'When',
    html`<dl class="times">
<div>${term('Starts', start === undefined ? 'when the implementer starts, within a day after the approval' : timeOf(start, view))}</div>
${end && html`<div>${term('Ends', timeOf(end, view))}</div>`}
${later.time}
${approvalDeadline && html`<div>${term('Decide before', timeOf(approvalDeadline, view))}</div>`}
</dl>
<dl class="pair">
<div>${term('Length', length)}</div>
<div>${term('Agreed downtime', downtime)}</div>
${later.reason}
</dl>`,
  );
};
