import type { Page } from 'playwright-core';
import { day } from '../../shared/domain/clock.ts';
import { ada } from './approvals.ts';
import type { approverScene } from './approver-scene.ts';

type Scene = Awaited<ReturnType<typeof approverScene>>;
/** The page of a change in one of its states: how it gets there, and what the reader does on it. */
interface PageState {
  readonly prepare?: (scene: Scene) => Promise<unknown>;
  readonly path?: string;
  readonly status?: number;
  readonly act?: (page: Page, scene: Scene) => Promise<unknown>;
  /** A text that is only on this page. */
  readonly shows: string;
}

export const press = (page: Page, name: string) => Promise.all([page.waitForEvent('load'), page.getByRole('button', { name }).click()]);
export const choose = (page: Page, name: string) => page.getByRole('radio', { name }).check();

/** The pages of approvers that axe-core looks at. */
export const pageStates: Readonly<Record<string, PageState>> = {
  open: { shows: 'What changed since you were asked' },
  'with a choice': { act: (page) => choose(page, 'Approve'), shows: 'you need a six-digit code' },
  'with a mailed code': {
    act: async (page) => {
      await choose(page, 'Approve');
      await press(page, 'Mail me a code');
    },
    shows: 'A code was mailed to you',
  },
  'with an error and the typed text': {
    act: async (page) => {
      await choose(page, 'Reject');
      await page.getByLabel('Reason', { exact: true }).fill('no back-out plan');
      await press(page, 'Decide');
    },
    shows: 'Enter the six digits of the code',
  },
  'with a missing reason': {
    act: async (page) => {
      await choose(page, 'Reject');
      await press(page, 'Decide');
    },
    shows: 'A rejection needs a reason',
  },
  'with a question': {
    act: async (page) => {
      await choose(page, 'Approve');
      await page.getByText('Ask a question first').click();
      await page.getByLabel('Question to the requester').fill('Is the standby upgraded first?');
      await press(page, 'Ask');
    },
    shows: 'Enter the six digits of the code',
  },
  'with questions and an override': {
    prepare: async ({ post, codeBy, link, edit }) => {
      await post(`${link}/question`, { question: 'Is the standby upgraded first?', code: await codeBy(link) });
      await edit({ overrides: [{ kind: 'freeze', against: [], by: ada, reason: 'it is exploited', at: '2026-11-24T03:00:00.000Z' }] });
    },
    shows: 'Overridden conflicts',
  },
  'of all requests': {
    act: async (page, { sent }) => {
      await choose(page, 'Approve');
      await press(page, 'Mail me a code');
      await page.getByLabel('Code from the mail').fill(sent.at(-1)?.subject.slice(0, 6) ?? '');
      await press(page, 'Show all my requests');
      await page.getByText('Read CHG-000123').click();
    },
    shows: 'Your decision on CHG-000123',
  },
  'of all requests, with a missing reason': {
    act: async (page, { sent }) => {
      await choose(page, 'Approve');
      await press(page, 'Mail me a code');
      await page.getByLabel('Code from the mail').fill(sent.at(-1)?.subject.slice(0, 6) ?? '');
      await press(page, 'Show all my requests');
      await choose(page, 'Reject');
      await press(page, 'Decide on CHG-000123');
    },
    shows: 'A rejection needs a reason',
  },
  decided: {
    prepare: async ({ post, codeBy, link, digest }) =>
      post(`${link}/decision`, { decision: 'abstain', code: await codeBy(link), revision: '1', digest }),
    shows: 'You abstained from CHG-000123',
  },
  expired: {
    prepare: async ({ clock }) => clock.advance(2 * day),
    status: 410,
    shows: 'the deadline of CHG-000123 passed at Wed, 25 Nov 2026, 03:00 (Europe/Berlin)',
  },
  'of an emergency that was approved too late': {
    prepare: ({ edit }) =>
      edit({ type: 'emergency', status: 'in-review', retrospective: { by: ada, due: '2026-11-24T03:00:00.000Z', state: 'late' } }),
    status: 410,
    shows: 'was not approved in time, and is an unauthorized change',
  },
  cancelled: {
    prepare: ({ edit }) => edit({ status: 'cancelled', ended: { by: 'person:x', reason: 'wrong week', at: '2026-11-24T03:00:00.000Z' } }),
    status: 410,
    shows: 'was cancelled: wrong week',
  },
  unknown: { path: `/approvals/${'0'.repeat(64)}`, status: 404, shows: 'This link is unknown' },
};
