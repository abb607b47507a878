import { isObject } from '../../shared/domain/json-object.ts';
import { alertFields } from './areas/alerts.ts';
import { policyFields } from './areas/approval-policies.ts';
import { approvalFields } from './areas/approvals.ts';
import { assetLifeFields } from './areas/asset-life.ts';
import { assetUseFields } from './areas/asset-use.ts';
import { assetValueFields } from './areas/asset-value.ts';
import { assignmentFields } from './areas/assignments.ts';
import { calendarFields } from './areas/calendars.ts';
import { changeReportFields } from './areas/change-reports.ts';
import { templateFields } from './areas/change-templates.ts';
import { changeFields } from './areas/changes.ts';
import { commonFields } from './areas/common.ts';
import { controlFields } from './areas/control.ts';
import { costFields } from './areas/costs.ts';
import { delegationFields } from './areas/delegations.ts';
import { impactFields } from './areas/impact.ts';
import { importFields } from './areas/imports.ts';
import { licenseFields } from './areas/licenses.ts';
import { peopleFields } from './areas/people.ts';
import { poolFields } from './areas/pools.ts';
import { registerFields } from './areas/register.ts';
import { registerReportFields } from './areas/register-reports.ts';
import { serviceFields } from './areas/services.ts';

const descriptions: ReadonlyMap<string, string> = new Map(
  [
    commonFields,
    registerFields,
    impactFields,
    controlFields,
    assetLifeFields,
    assignmentFields,
    poolFields,
    calendarFields,
    licenseFields,
    costFields,
    importFields,
    assetValueFields,
    registerReportFields,
    changeReportFields,
    assetUseFields,
    changeFields,
    approvalFields,
    policyFields,
    templateFields,
    delegationFields,
    alertFields,
    peopleFields,
    serviceFields,
  ].flatMap((fields) => Object.entries(fields)),
);

/** The description of the field at the end of the path: that of the longest end of the path that has one. */
const descriptionOf = (path: readonly string[]): string | undefined => {
  for (let from = 0; from < path.length; from += 1) {
    const found = descriptions.get(path.slice(from).join('.'));
    if (found !== undefined) return found;
  }
  return undefined;
};

/** A field with its description. A field that has one already keeps it. */
const describedField = (field: unknown, path: readonly string[]): unknown => {
  const described = describedSchema(field, path);
  if (!isObject(described) || typeof described.description === 'string') return described;
  const description = descriptionOf(path);
  return description === undefined ? described : { ...described, description };
};

/** A schema whose fields have descriptions, at every depth. `path` has the names of the fields that lead to it. */
export const describedSchema = (schema: unknown, path: readonly string[]): unknown => {
  if (Array.isArray(schema)) return schema.map((each) => describedSchema(each, path));
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key !== 'properties' || !isObject(value))
        return [key, ['default', 'const', 'enum'].includes(key) ? value : describedSchema(value, path)];
      return [key, Object.fromEntries(Object.entries(value).map(([name, field]) => [name, describedField(field, [...path, name])]))];
    }),
  );
};

/** A parameter with its description: `query.limit`, `path.id`. */
export const describedParameter = (parameter: unknown, operation: string): unknown => {
  if (!isObject(parameter) || typeof parameter.description === 'string') return parameter;
  const schema = isObject(parameter.schema) ? parameter.schema.description : undefined;
  const description = schema ?? descriptionOf([operation, String(parameter.in), String(parameter.name)]);
  return description === undefined ? parameter : { ...parameter, description };
};

/** A header of an answer with its description. */
export const describedHeader = (header: unknown, name: string): unknown => {
  if (!isObject(header) || typeof header.description === 'string') return header;
  const description = descriptionOf(['header', name]);
  return description === undefined ? header : { ...header, description };
};
