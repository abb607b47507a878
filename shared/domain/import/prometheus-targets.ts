import { invalid } from '../errors.ts';
import { withoutPort } from '../host-name.ts';
import { isObject } from '../json-object.ts';
import { asExisting, type ImportPreset } from './import-preset.ts';

/** The host of a target. Undefined for an address of the web, and for the host on which Prometheus itself runs. */
const hostOf = (instance: string): string | undefined => {
  const host = withoutPort(instance);
  return instance.includes('/') || /^(localhost|127\.|::1$)/i.test(host) ? undefined : host;
};

/** The row of a target. @throws DomainError invalid `required` for one without the label `instance` */
const rowOf: NonNullable<ImportPreset['rowOf']> = ({ labels }) => {
  const { instance, job } = isObject(labels) ? labels : {};
  if (typeof instance !== 'string' || instance.trim() === '')
    throw invalid('/labels/instance', 'required', 'a target needs the label instance; send the targets as Prometheus answers them');
  const host = hostOf(instance);
  return {
    row: {
      name: host ?? instance,
      aliases: [{ scheme: 'prometheus:instance', value: instance }, ...(host === undefined ? [] : [{ scheme: 'hostname', value: host }])],
      ...(typeof job === 'string' ? { labels: { job } } : {}),
    },
  };
};

/**
 * Targets of Prometheus, one a line, as `/api/v1/targets` answers them. Several targets of one host are one CI, with the name, the class and the
 * label `job` of the first.
 */
export const prometheusTargets = {
  kind: 'configuration-items',
  format: 'ndjson',
  mapping: {},
  values: {},
  defaults: { ...asExisting, class: 'server' },
  matchOn: ['prometheus:instance', 'hostname'],
  firstOnly: ['name', 'labels'],
  rowOf,
} as const satisfies ImportPreset;
