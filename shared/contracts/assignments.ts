import * as z from 'zod';
import { AssignmentDraft, AssignmentReturn, assignmentFields } from '../domain/assignment/assignment.ts';
import { lazily } from '../domain/lazily.ts';
import { route } from './contract.ts';
import { SeatView } from './licenses.ts';
import { nameView } from './names.ts';
import { pageOf, pageQuery } from './paging.ts';

/** An assignment of an asset, with the names of the asset and of its holder. */
export const AssignmentView = lazily(() =>
  z.strictObject({ ...assignmentFields(), assetName: nameView(), personName: nameView(), itemName: nameView() }).meta({ id: 'Assignment' }),
);

const managers = ['asset-manager'] as const;
const notFound = ['item/not-found', 'asset/not-found'];
const assignmentNotFound = [...notFound, 'assignment/not-found'];

export const checkOutAsset = route({
  name: 'checkOutAsset',
  method: 'POST',
  path: '/v1/assets/{id}/assignments',
  summary: 'Check an asset out to a person, a location or another item; it is in use then (A2)',
  access: managers,
  body: AssignmentDraft,
  success: { status: 201, schema: AssignmentView },
  problems: {
    400: [
      'assignment/one-holder',
      'assignment/nobody-to-ask',
      'assignment/due-in-the-past',
      'assignment/itself',
      'person/unknown',
      'person/departed',
      'item/unknown',
    ],
    404: notFound,
    409: ['asset/assigned', 'asset/voided', 'asset/transition-not-allowed'],
  },
  idempotent: true,
});

export const listAssignments = route({
  name: 'listAssignments',
  method: 'GET',
  path: '/v1/assets/{id}/assignments',
  summary: 'List who had an asset, the newest first',
  access: 'signed-in',
  query: lazily(() => z.strictObject(pageQuery())),
  success: { status: 200, schema: lazily(() => pageOf(AssignmentView())) },
  problems: { 404: notFound },
});

export const checkInAsset = route({
  name: 'checkInAsset',
  method: 'POST',
  path: '/v1/assets/{id}/assignments/{assignmentId}/return',
  summary: 'Take an asset back; it is in stock then',
  access: managers,
  body: AssignmentReturn,
  success: { status: 200, schema: AssignmentView },
  problems: {
    400: ['asset/date-in-future', 'asset/before-purchase', 'assignment/before-check-out'],
    404: assignmentNotFound,
    409: ['assignment/returned'],
  },
  idempotent: true,
});

/** What the holder of an asset says. */
const answer = <const Name extends string, const Verb extends string>(name: Name, verb: Verb, summary: string) =>
  route({
    name,
    method: 'POST',
    path: `/v1/assets/{id}/assignments/{assignmentId}/${verb}` as '/v1/assets/{id}/assignments/{assignmentId}/verb',
    summary,
    access: 'signed-in',
    success: { status: 200, schema: AssignmentView },
    problems: {
      403: ['assignment/not-yours'],
      404: assignmentNotFound,
      409: ['assignment/not-asked', 'assignment/answered', 'assignment/returned'],
    },
    idempotent: true,
  });

export const acceptAssignment = answer('acceptAssignment', 'accept', 'Say that you got the asset that is assigned to you');
export const declineAssignment = answer('declineAssignment', 'decline', 'Say that you did not get the asset that is assigned to you');

export const readHoldings = route({
  name: 'readHoldings',
  method: 'GET',
  path: '/v1/people/{id}/holdings',
  summary: 'List everything that a person has, such as when they leave',
  access: 'signed-in',
  success: {
    status: 200,
    schema: lazily(() =>
      z
        .strictObject({ assets: z.array(AssignmentView()), seats: z.array(SeatView()), overdue: z.array(AssignmentView()) })
        .meta({ id: 'Holdings' }),
    ),
  },
  problems: { 404: ['person/not-found'] },
});
