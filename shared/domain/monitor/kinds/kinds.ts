import * as z from 'zod';
import { lazily } from '../../lazily.ts';
import { alertmanager } from './alertmanager.ts';
import { cloudwatch } from './cloudwatch.ts';
import type { MonitorKind } from './monitor-kind.ts';

/** Every kind of monitor that can send alerts. To add one, write its record and list it here. */
const kinds = [alertmanager, cloudwatch] as const;

export type MonitorKindName = (typeof kinds)[number]['name'];

export const monitorKindNames = kinds.map(({ name }) => name);

/** The kind of a monitor whose kind is not set, and of labels that do not come from a monitor. */
export const defaultKindName: MonitorKindName = 'alertmanager';

const byName = new Map<MonitorKindName, MonitorKind>(kinds.map((kind) => [kind.name, kind]));

export const kindNamed = (name: MonitorKindName): MonitorKind => {
  const kind = byName.get(name);
  if (!kind) throw new Error(`no monitor kind ${name}`);
  return kind;
};

/** A message of any kind, for the API's documentation. A monitor's message is parsed by its own kind. */
export const MonitorMessage = lazily((): z.ZodType => {
  const [first, ...others] = kinds.map(({ payload }) => payload());
  return first && others.length === 0 ? first : z.union(kinds.map(({ payload }) => payload()));
});
