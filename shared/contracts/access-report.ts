import * as z from 'zod';
import { roles } from '../domain/access.ts';
import { lazily } from '../domain/lazily.ts';
import { AccessQuery, accessReaders } from '../domain/report/access-report.ts';
import { Id, StoredTime } from '../domain/values.ts';
import { route } from './contract.ts';
import { nameView, teamNamesView } from './names.ts';
import { pageQuery } from './paging.ts';

export const reportAccess = route({
  name: 'reportAccess',
  method: 'GET',
  path: '/v1/reports/access',
  summary:
    'Who had access at a time: the roles, teams and contact groups of each person, and the clients that they were responsible for (X2)',
  access: accessReaders,
  query: lazily(() => z.strictObject({ ...pageQuery(), ...AccessQuery().shape })),
  success: {
    status: 200,
    schema: lazily(() =>
      z.strictObject({
        at: StoredTime(),
        items: z.array(
          z
            .strictObject({
              ...{ person: Id(), personName: nameView(), roles: z.array(z.enum(roles)), teams: z.array(Id()), teamNames: teamNamesView() },
              contactGroups: z.array(Id()),
              contactGroupNames: z.array(z.strictObject({ contactGroup: Id(), name: z.string() })),
              clients: z.array(Id()),
              clientNames: z.array(z.strictObject({ client: Id(), name: z.string() })),
            })
            .meta({ id: 'PersonAccess' }),
        ),
        nextCursor: z.string().optional(),
      }),
    ),
    table: 'text/csv',
  },
  problems: { 400: ['report/in-future'], 409: ['report/not-recorded'], 507: ['report/too-many-groups'] },
});
