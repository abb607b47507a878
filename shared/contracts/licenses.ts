import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import { SeatDraft, seatFields } from '../domain/license/seat.ts';
import { TermDraft, TermPatch, termFields } from '../domain/license/term.ts';
import { PlainDate, Price } from '../domain/values.ts';
import { route } from './contract.ts';
import { nameView } from './names.ts';
import { pageOf, pageQuery } from './paging.ts';

const managers = ['asset-manager'] as const;
const notFound = ['item/not-found', 'asset/not-found'];
const wrongTerm = ['term/ends-before-start', 'term/notice-after-end'];

/** A term as the API answers it. Only asset managers, auditors and admins see its cost. */
const TermView = lazily(() => z.strictObject({ ...termFields(), assetName: nameView(), cost: Price().optional() }).meta({ id: 'Term' }));

/** A seat as the API answers it, with the names of its license and of who has it. */
export const SeatView = lazily(() =>
  z.strictObject({ ...seatFields(), assetName: nameView(), personName: nameView(), itemName: nameView() }).meta({ id: 'Seat' }),
);

export const addTerm = route({
  name: 'addTerm',
  method: 'POST',
  path: '/v1/assets/{id}/terms',
  summary: 'Add a term to a license or subscription: so many seats from one day to another (A5)',
  access: managers,
  body: TermDraft,
  success: { status: 201, schema: TermView },
  problems: { 400: wrongTerm, 404: notFound, 409: ['asset/voided'] },
  idempotent: true,
});

export const listTerms = route({
  name: 'listTerms',
  method: 'GET',
  path: '/v1/assets/{id}/terms',
  summary: 'List the terms of a license, by their start; only asset managers, auditors and admins see their cost',
  access: 'signed-in',
  query: lazily(() => z.strictObject(pageQuery())),
  success: { status: 200, schema: lazily(() => pageOf(TermView())) },
  problems: { 404: notFound },
});

export const patchTerm = route({
  name: 'patchTerm',
  method: 'PATCH',
  path: '/v1/assets/{id}/terms/{termId}',
  summary: 'Change a term by merge patch; fewer seats than are in use is a state and an event, and is not refused',
  access: managers,
  body: TermPatch,
  success: { status: 200, schema: TermView },
  problems: { 400: wrongTerm, 404: ['item/not-found', 'term/not-found'] },
  ifMatch: true,
});

export const assignSeat = route({
  name: 'assignSeat',
  method: 'POST',
  path: '/v1/assets/{id}/seats',
  summary: 'Assign a seat of a license to a person or an item; never more than the terms in force give',
  access: managers,
  body: SeatDraft,
  success: { status: 201, schema: SeatView },
  problems: {
    400: ['seat/one-holder', 'seat/holder-required', 'person/unknown', 'item/unknown'],
    404: notFound,
    409: ['license/no-seat', 'license/not-held', 'asset/voided', 'seat/holder-gone'],
  },
  idempotent: true,
});

export const listSeats = route({
  name: 'listSeats',
  method: 'GET',
  path: '/v1/assets/{id}/seats',
  summary: 'List the seats of a license that are assigned on a date, with how many its terms give then',
  access: 'signed-in',
  query: lazily(() => z.strictObject({ ...pageQuery(), at: PlainDate().optional().meta({ description: 'A date. Unset: today, in UTC' }) })),
  success: {
    status: 200,
    schema: lazily(() =>
      z
        .strictObject({ ...pageOf(SeatView()).shape, entitled: z.int().min(0), assigned: z.int().min(0), overBy: z.int().min(0) })
        .meta({ id: 'SeatsOfLicense' }),
    ),
  },
  problems: { 404: notFound },
});

export const releaseSeat = route({
  name: 'releaseSeat',
  method: 'DELETE',
  path: '/v1/assets/{id}/seats/{seatId}',
  summary: 'Release a seat of a license',
  access: managers,
  success: { status: 204 },
  problems: { 404: ['item/not-found', 'seat/not-found'] },
});
