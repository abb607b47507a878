import { dutiesOf } from '../../functions/sweep/duties.ts';
import { putAgreement } from '../../shared/application/agreement/put-agreement.ts';
import { sweep } from '../../shared/application/sweep/sweep.ts';
import { AgreementDraft } from '../../shared/domain/agreement/agreement.ts';
import type { Outage } from '../../shared/domain/outage/outage.ts';
import { type AlertInput, aWorld, time } from './alerts.ts';
import { deskApi, ok } from './desk-api.ts';
import { relate } from './related.ts';
import { unreported } from './silence.ts';
import { runningAs } from './table-calls.ts';

/** The labels that the matchers of the monitor mark as an outage. */
const marked = { severity: 'critical' };

/** How a service depends on redundant servers in these tests: one of two must be up. */
const pair = [{ group: 'web', minimumUp: 1, members: 2 }];

/** A service `shop` that depends on `db-1` and on one of two web servers, and a monitor that marks critical alerts as outages. */
export const outageScene = async (settings: Parameters<typeof aWorld>[0] = {}) => {
  const scene = await aWorld({ ...settings, monitor: { outage: ['severity="critical"'], ...settings.monitor } });
  const { world, context, records, clock } = scene;
  const [shop, database, one, other] = [
    await scene.ci('shop', { class: 'service' }),
    await scene.ci('db-1'),
    await scene.ci('web-1'),
    await scene.ci('web-2'),
  ];
  await relate(world, [
    { source: shop, type: 'depends-on', target: database },
    { source: shop, type: 'depends-on', target: one, redundancy: pair },
    { source: shop, type: 'depends-on', target: other, redundancy: pair },
  ]);
  const max = { kind: 'person', id: world.ids.next(), roles: ['change-manager', 'configuration-manager'], teams: [] } as const;
  await putAgreement(world)(shop, AgreementDraft().parse({ validFrom: '2026-01-01', target: '99.9', zone: 'UTC' }), max);
  const passes = { pass: async (window: string) => void (await scene.pass(window)) };
  const dutyContext = { ...context, passes, workflow: { start: async () => undefined, resume: async () => true } };
  const failed: unknown[] = [];
  const api = async () => (await deskApi({ records, clock })).as('configuration-manager');
  const idOf = (name: string): string => ({ shop, 'db-1': database, 'web-1': one, 'web-2': other })[name] ?? name;
  const fire = (name: string, since: string, input: AlertInput = {}) => scene.fire(idOf(name), { since, labels: marked, ...input });
  const recover = (name: string, until: string, since: string, input: AlertInput = {}) =>
    scene.recover(idOf(name), until, { since, labels: marked, ...input });
  const minute = runningAs(
    'sweep',
    sweep({
      ...context,
      ...unreported,
      duties: dutiesOf(dutyContext),
      publish: async () => [],
      failed: (_, error) => void failed.push(error),
      budgetMillis: 40_000,
    }),
  );
  return {
    ...{ ...scene, shop, database, one, other, max, fire, recover, minute, api },
    /** The errors of duties of the sweep. */
    failed,
    /** Sets the time of day, and runs the sweep. */
    sweepAt: async (instant: string): Promise<void> => {
      scene.at(instant);
      await minute();
    },
    outages: async (): Promise<readonly (Outage & { readonly episode?: string })[]> =>
      (await ok((await api()).get(`/v1/services/${shop}/outages`))).items,
    /** The availability of the service from 20:00 on, up to now. */
    availability: async () => ok((await api()).get(`/v1/services/${shop}/availability?from=${time('20:00')}&to=${time('+20:00')}`)),
  };
};

/** An outage in short: its state, and its time of the day. */
export const brief = ({ state, start, end }: Pick<Outage, 'state' | 'start' | 'end'>): string =>
  `${state} ${start.slice(11, 16)}-${end?.slice(11, 16) ?? ''}`;
