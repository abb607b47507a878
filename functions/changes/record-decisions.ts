import { html } from 'hono/html';
import { inUtc } from '../../shared/domain/readable-time.ts';
import type { Piece } from '../../shared/pages/page.ts';
import { list, section } from '../../shared/pages/pieces.ts';
import { listSection, nameOr, type RecordedChange, type ShownChange } from './record-pieces.ts';

type Approvals = RecordedChange['approvals'];
type Decision = Approvals['items'][number];

/** A decision with what makes it one: the level, the person for whom a delegate decided, and the evidence from another system (P3, P9). */
const decisionText = ({ name, person, decision, decidedAt, reason, level, for: principal, forName, evidence }: Decision): string =>
  [
    `${inUtc(decidedAt)}: ${nameOr(name, person)}, ${decision}, level ${level}`,
    ...(principal ? [`, for ${nameOr(forName, principal)}`] : []),
    ...(reason ? [`: ${reason}`] : []),
    ...(evidence ? [` (${evidence.system} ${evidence.reference}, ${evidence.href})`] : []),
  ].join('');

const withdrawnText = (decision: Approvals['withdrawn'][number]): string =>
  `${decisionText(decision)}; counts no more since ${inUtc(decision.withdrawn.at)}: ${decision.withdrawn.reason}`;

const countText = ({ given, needed, policy }: Approvals): string =>
  `${given} of ${needed} approvals${policy ? `, by version ${policy.version} of the policy ${policy.name}` : ''}.`;

const conflictText = ({ kind, severity, number, title, freezeName, detail, override }: ShownChange['conflicts'][number]): string =>
  [
    `${kind}, ${severity}`,
    ...(number ? [`, with ${number}${title ? ` ${title}` : ''}`] : []),
    ...(freezeName ? [`, with ${freezeName}`] : []),
    ...(detail ? [`: ${detail}`] : []),
    ...(override ? ['; overridden'] : []),
  ].join('');

const overrideText = ({ kind, by, byName, reason, at }: NonNullable<ShownChange['overrides']>[number]): string =>
  `${inUtc(at)}: ${kind}, by ${nameOr(byName, by)}: ${reason}`;

/** Who decided and by which policy, which decisions count no more, which conflicts there were, and who overrode them. */
export const recordDecisions = ({ change, approvals }: RecordedChange): Piece => html`
${listSection(
  'Decisions',
  approvals.items.map((decision) => decisionText(decision)),
  'Nobody has decided.',
)}
<p>${countText(approvals)}</p>
${approvals.withdrawn.length > 0 ? section('Decisions that count no more', list(approvals.withdrawn.map(withdrawnText))) : undefined}
${listSection('Conflicts', change.conflicts.map(conflictText), 'No conflict was found.')}
${change.overrides?.length ? section('Overridden conflicts', list(change.overrides.map(overrideText))) : undefined}`;
