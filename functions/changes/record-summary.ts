import { html } from 'hono/html';
import { millis } from '../../shared/domain/clock.ts';
import { inUtc, readableLength } from '../../shared/domain/readable-time.ts';
import { durationMillis } from '../../shared/domain/values.ts';
import type { Piece } from '../../shared/pages/page.ts';
import { list, term, termIf } from '../../shared/pages/pieces.ts';
import { nameOr, type ShownChange } from './record-pieces.ts';

/** A term with a time, if there is one. */
const timeTerm = (name: string, at: string | undefined): Piece => (at === undefined ? undefined : term(name, inUtc(at)));

/** The times of a window as text: those that were agreed or used, or the length of one that was never started. */
const windowTimes = ({ start, end, length, mode }: NonNullable<ShownChange['window']>): string =>
  start === undefined || end === undefined
    ? `${readableLength(durationMillis(length ?? 'PT0S'))} from the start of the work`
    : `${inUtc(start)} to ${inUtc(end)} (${readableLength(millis(end) - millis(start))}, ${mode})`;

/** When the work was done, and whether it kept to its window. */
const workTerms = ({ actualStart, actualEnd, overrun, notStarted, window }: ShownChange): Piece => html`
${window ? term('Window', windowTimes(window)) : undefined}
${window ? term('Agreed downtime', window.agreedDowntime ?? 'the whole window') : undefined}
${timeTerm('Work began', actualStart)}
${timeTerm('Work ended', actualEnd)}
${overrun ? term('Overrun', 'the work lasted longer than the window') : undefined}
${notStarted ? term('Not started', 'the window ended before the work was started') : undefined}`;

/** An action of a person with its reason, if there was one. */
const actTerm = (name: string, act: { by: string; byName?: string | undefined } | undefined, text: string | undefined): Piece =>
  act ? term(name, `${nameOr(act.byName, act.by)}: ${text ?? ''}`) : undefined;

/** Emergencies only: who started it before its approval, and how it was judged. */
const retrospectiveTerm = ({ retrospective }: ShownChange): Piece =>
  retrospective
    ? term(
        'Started before approval',
        `by ${nameOr(retrospective.byName, retrospective.by)}; ${retrospective.state}, due ${inUtc(retrospective.due)}`,
      )
    : undefined;

const referenceText = ({ externalReference }: ShownChange): string | undefined =>
  externalReference && `${externalReference.system}=${externalReference.id}`;

const templateText = ({ templateName, templateVersion }: ShownChange): string | undefined =>
  templateName && `${templateName}, version ${templateVersion}`;

/** What the change is, who has to do with it, and when it went from status to status. */
export const recordSummary = (change: ShownChange): Piece => html`<section><dl>
${term('Status', `${change.status}${change.onHold ? ', on hold' : ''}`)}
${term('Type', change.type)}
${term('Revision', `${change.revision}, digest ${change.digest}`)}
${term('Requested by', nameOr(change.requesterName, change.requester))}
${term('Implemented by', nameOr(change.implementerName, change.implementer))}
${change.onBehalfOf ? term('On behalf of', nameOr(change.onBehalfOfName, change.onBehalfOf)) : undefined}
${termIf('External reference', referenceText(change))}
${termIf('Template', templateText(change))}
${change.links.length > 0 ? term('Links', list(change.links.map(({ rel, href }) => `${rel}: ${href}`))) : undefined}
${change.risk ? term('Risk', change.risk) : undefined}
${change.riskReasons?.length ? term('Why this risk', list(change.riskReasons.map(({ detail }) => detail))) : undefined}
${term('Items', list(change.itemNames.map(({ item, name }) => nameOr(name, item))))}
${change.scope ? term('Scope', `${change.scope.count} configuration items`) : undefined}
${workTerms(change)}
${timeTerm('Submitted', change.submittedAt)}
${timeTerm('Scheduled', change.scheduledAt)}
${timeTerm('Started', change.startedAt)}
${timeTerm('Finished', change.finishedAt)}
${timeTerm('Closed', change.closedAt)}
${retrospectiveTerm(change)}
${actTerm('Extension asked', change.extension, change.extension?.reason)}
${actTerm('Review', change.review, change.review?.note)}
${actTerm('Reopened', change.reopened, change.reopened?.reason)}
${actTerm('Ended', change.ended, change.ended?.reason)}
</dl></section>`;
