import { html } from 'hono/html';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import type { NamedItems } from '../../shared/application/approval/read-touched.ts';
import type { Piece } from '../../shared/pages/page.ts';
import { list, section, term, termIf } from '../../shared/pages/pieces.ts';

/** Up to this many CIs are listed at once. A longer list is opened by the reader. */
const shortList = 8;

const inWords = (count: number): string => (count === 1 ? '1 configuration item' : `${count} configuration items`);

const inOneLine = ({ count, names }: NamedItems): string => {
  const more = count - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

const namesOrNothing = (items: NamedItems): string => (items.count === 0 ? 'nothing that is registered' : inOneLine(items));

/** What the change alters, which services that concerns, what depends on it, and what can take over (P5). */
export const touchedSection = ({ touched }: ApprovalView): Piece =>
  section(
    'What it touches',
    html`<dl>
${term('Changes', touched.items.length === 1 ? touched.items[0] : list(touched.items))}
${termIf('Services affected', touched.services.length > 0 ? touched.services.join(', ') : undefined)}
${term('Depends on it', namesOrNothing(touched.dependants))}
${term('Stands by for it', namesOrNothing(touched.standby))}
</dl>`,
  );

const scopeList = ({ scope }: ApprovalView['touched']): Piece => {
  const more = scope.count - scope.names.length;
  const names = html`${list(scope.names)}${more > 0 ? html`<p>and ${more} more</p>` : undefined}`;
  if (scope.count <= shortList) return names;
  return html`<details><summary>Show the ${inWords(scope.count)}</summary>${names}</details>`;
};

const modes = {
  planned: 'From the agreed start, whether or not the work has started.',
  'start-confirmed': 'Only after the implementer starts the work. Until then, every alert is sent.',
} as const;

/** What is sent although the window is in force. Approvers ask this more often than what is suppressed. */
const stillSent = ({ touched: { uncovered } }: ApprovalView): readonly Piece[] => [
  uncovered.count === 0
    ? 'Alerts of everything that is not listed above.'
    : html`Alerts of everything that is not listed above. This includes ${inOneLine(uncovered)}, which depends on what is changed.`,
  'Alerts that a monitor exempts from suppression.',
  'Alerts that still fire when the window and its grace period are over. They are sent then.',
];

/** The CIs whose alerts the window would suppress, which the decision is about (H1), and what would be sent anyway. */
export const suppressionSection = (view: ApprovalView): Piece => {
  const { change, touched } = view;
  if (change.window?.suppress === false)
    return section(
      'What would be suppressed',
      html`<p>Nothing would be suppressed: alerts are sent as usual. The window covers:</p>`,
      scopeList(touched),
    );
  return html`${section(
    'What would be suppressed',
    html`<p>Alerts of ${inWords(touched.scope.count)} would be suppressed during the window:</p>`,
    scopeList(touched),
    change.window && html`<p class="muted">${modes[change.window.mode]}</p>`,
  )}${section('What would still be sent', list(stillSent(view)))}`;
};
