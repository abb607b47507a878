import * as z from 'zod';
import { ClassDraft, classFields } from '../domain/class/class.ts';
import { lazily } from '../domain/lazily.ts';
import { resourceFields } from '../domain/values.ts';
import { route } from './contract.ts';
import { pageOf, pageQuery } from './paging.ts';
import { loosenedUnder } from './under-change.ts';

/** A class of CIs as the API answers it. A shipped class that nobody has replaced has version 0. */
export const ClassView = lazily(() =>
  z.strictObject({ ...resourceFields(), version: z.int().min(0), ...classFields(), shipped: z.boolean() }).meta({ id: 'Class' }),
);

/** Change managers write with a reason, where a class is to control less. */
const managers = ['configuration-manager', 'change-manager'] as const;

export const listClasses = route({
  name: 'listClasses',
  method: 'GET',
  path: '/v1/classes',
  summary: 'List classes of CIs: first those that ship, then those of teams',
  access: 'signed-in',
  query: lazily(() => z.strictObject(pageQuery())),
  success: { status: 200, schema: lazily(() => pageOf(ClassView())) },
});

export const readClass = route({
  name: 'readClass',
  method: 'GET',
  path: '/v1/classes/{name}',
  summary: 'Read a class of CIs',
  access: 'signed-in',
  success: { status: 200, schema: ClassView },
  problems: { 404: ['class/not-found'] },
});

export const putClass = route({
  name: 'putClass',
  method: 'PUT',
  path: '/v1/classes/{name}',
  summary: 'Create a class of CIs, or replace it; a schema that one of its CIs would fail is refused with a list of them',
  access: managers,
  query: loosenedUnder,
  body: ClassDraft,
  success: { status: 201, known: 200, schema: ClassView },
  problems: {
    400: ['body/invalid', 'schema/invalid', 'schema/too-much-work'],
    403: ['access/break-glass'],
    409: ['class/in-use-otherwise', 'change/required'],
    412: ['class/exists'],
  },
  upsert: true,
});

export const deleteClass = route({
  name: 'deleteClass',
  method: 'DELETE',
  path: '/v1/classes/{name}',
  summary: 'Delete a class of CIs; a shipped class that was replaced is the shipped one again',
  access: managers,
  query: loosenedUnder,
  success: { status: 204 },
  problems: {
    403: ['access/break-glass'],
    404: ['class/not-found'],
    409: ['change/required', 'class/shipped', 'class/in-use', 'class/in-use-otherwise'],
  },
  ifMatch: true,
});
