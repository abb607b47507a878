import { html } from 'hono/html';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import type { FieldEdit } from '../../shared/domain/change/field-edit.ts';
import { isObject } from '../../shared/domain/json-object.ts';
import type { Piece } from '../../shared/pages/page.ts';

const labels: Readonly<Record<string, string>> = {
  title: 'Title',
  plan: 'Plan',
  testPlan: 'Test plan',
  backOutPlan: 'Back-out plan',
  reason: 'Reason',
  links: 'Links',
  items: 'Items',
  window: 'Window',
  implementer: 'Implementer',
  onBehalfOf: 'On behalf of',
  externalReference: 'External reference',
  scope: 'Items covered by the window',
};

const isLink = (value: unknown): value is { readonly rel: string; readonly href: string } =>
  typeof value === 'object' && value !== null && 'rel' in value && 'href' in value;

/** A value as text: a list of links is one line for each link. */
const textOf = (value: unknown): string => {
  if (value === null || (Array.isArray(value) && value.length === 0)) return '(nothing)';
  if (Array.isArray(value) && value.every(isLink)) return value.map(({ rel, href }) => `${rel}: ${href}`).join('\n');
  if (isObject(value))
    return Object.entries(value)
      .map(([name, part]) => `${name}: ${typeof part === 'string' ? part : JSON.stringify(part)}`)
      .join('\n');
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const fieldSection = ({ field, before, after }: FieldEdit): Piece => html`<dt>${labels[field] ?? field}</dt>
<dd class="was">was: <span class="prose">${textOf(before)}</span></dd>
<dd class="now">is now: <span class="prose">${textOf(after)}</span></dd>`;

const sectionSince = (event: string, edits: readonly FieldEdit[]): Piece =>
  edits.length === 0
    ? undefined
    : html`<section class="edits"><h2>What changed since you ${event}</h2><dl>${edits.map(fieldSection)}</dl></section>`;

/** What was edited since the page was opened, and since the reader was asked if that is more (P5, H6). */
export const editSections = ({ edits: { asked, opened } }: ApprovalView): readonly Piece[] => [
  sectionSince('opened this page', opened),
  JSON.stringify(asked) === JSON.stringify(opened) ? undefined : sectionSince('were asked', asked),
];
