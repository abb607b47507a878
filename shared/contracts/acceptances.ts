import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import { route } from './contract.ts';
import { closedLink, formField, formType, mailedPage, noCodeMailed, refusedCode } from './mailed-pages.ts';

const notFound = [...closedLink[404], 'item/not-found', 'asset/not-found', 'assignment/not-found'];
const closed = {
  404: notFound,
  409: ['assignment/answered', 'assignment/returned'],
  410: ['link/expired', ...closedLink[410]],
};

export const readAcceptancePage = route({
  ...mailedPage,
  name: 'readAcceptancePage',
  method: 'GET',
  path: '/acceptances/{token}',
  summary: 'Show the page on which the holder of an asset accepts or declines it; opening the page changes nothing',
  problems: { 404: notFound, 410: closed[410] },
});

export const mailAcceptanceCode = route({
  ...mailedPage,
  name: 'mailAcceptanceCode',
  method: 'POST',
  path: '/acceptances/{token}/code',
  summary: 'Mail a one-time code to the holder; the answer is the page with the values that were entered',
  body: lazily(() => z.object({ code: formField(), answer: formField() }).meta({ id: 'AcceptanceForm' })),
  consumes: formType,
  problems: { ...closed, ...noCodeMailed },
});

export const answerByAcceptancePage = route({
  ...mailedPage,
  name: 'answerByAcceptancePage',
  method: 'POST',
  path: '/acceptances/{token}/answer',
  summary: 'Accept or decline an asset with a one-time code; on an error, the answer is the page with the values that were entered',
  body: lazily(() => mailAcceptanceCode.body()),
  consumes: formType,
  success: { status: 303, contentType: 'text/html; charset=utf-8', description: 'The answer was recorded; redirect to the page' },
  problems: { ...closed, ...refusedCode, 422: ['assignment/answer-missing', ...refusedCode[422]] },
});
