import { actorOf, type Caller, has } from '../../domain/access.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { isInService } from '../../domain/configuration-item/stage-table.ts';
import {
  type ChangeControl,
  controlledFieldsIn,
  controlOf,
  isUnderControl,
  mayBeControlled,
  observedDifferencesIn,
} from '../../domain/control/change-control.ts';
import { type Difference, differencesOf } from '../../domain/differences.ts';
import { conflict, forbidden, invalid } from '../../domain/errors.ts';
import { type Origin, originOf } from '../../domain/history/origin.ts';
import type { Write } from '../../domain/store.ts';
import type { UnauthorizedSource } from '../../domain/unauthorized-change/unauthorized-change.ts';
import { type ClassReads, termsOf } from '../class/find-class.ts';
import { recordWrittenDrift, type WrittenDriftContext } from '../drift/record-written-drift.ts';
import { type CoverageContext, coveringChange } from './covering-change.ts';
import { recordUnauthorized } from './record-unauthorized.ts';

export type ControlContext = ClassReads & CoverageContext & WrittenDriftContext;

/** Who writes, and what allows it: the change that is named, or the reason of a change manager who writes without one. */
export interface WritePermit {
  readonly caller: Caller;
  readonly change?: string | undefined;
  readonly breakGlass?: string | undefined;
  /** Whether a row of an import writes. A file names no change. @default false */
  readonly isRow?: boolean;
}

/** What a permitted write adds to its transaction, and the change that its event names. */
export interface Allowance {
  readonly change?: string;
  readonly writes: readonly Write[];
}

/** A write of one CI: the controlled fields that it changes, and every difference that it makes. */
interface JudgedWrite {
  readonly ci: ConfigurationItem;
  readonly control: ChangeControl;
  readonly fields: readonly string[];
  readonly differences: readonly Difference[];
  /** Those of observed attributes. @default none */
  readonly observed?: readonly Difference[];
}

/**
 * Checks a reason to break the glass. A change manager needs no other role for it.
 * @throws DomainError forbidden `access/break-glass`; invalid `query/invalid` if a change is named too
 */
export const assertMayBreakGlass = ({ caller, change }: WritePermit): void => {
  if (!has(caller, 'change-manager')) throw forbidden('access/break-glass', 'only change managers may write without a change (breakGlass)');
  if (change === undefined) return;
  throw invalid('/query/breakGlass', 'query/invalid', 'send either a change or breakGlass: under a change, no glass has to be broken');
};

/** Where the versions of a permitted write come from, with its change, or the reason of who broke the glass (C6). */
export const permittedOrigin = ({ caller, breakGlass }: WritePermit, allowed: Pick<Allowance, 'change'> | undefined): Origin =>
  originOf(caller, { change: allowed?.change, reason: breakGlass });

/** Whether the permit lets its caller write without the role configuration manager. */
export const breaksGlass = ({ caller, breakGlass }: WritePermit): boolean => breakGlass !== undefined && has(caller, 'change-manager');

/** @throws DomainError forbidden `access/break-glass` unless the caller is a configuration manager, or a change manager with a reason */
export const assertMayWrite = (permit: WritePermit): void => {
  if (has(permit.caller, 'configuration-manager') || breaksGlass(permit)) return;
  throw forbidden('access/break-glass', 'this requires the role configuration-manager; a change manager sends a reason as breakGlass');
};

const recorded = (
  context: ControlContext,
  { ci, differences }: JudgedWrite,
  source: UnauthorizedSource,
  permit: WritePermit,
): Allowance => {
  const { caller, breakGlass } = permit;
  const justification = breakGlass === undefined ? {} : { justification: breakGlass };
  return { writes: recordUnauthorized(context, { item: ci.id, source, differences: [...differences], ...justification }, actorOf(caller)) };
};

/** What to do about a write that names no change. A file cannot name one. */
const remedyFor = (fields: readonly string[], { isRow = false }: WritePermit): string => {
  if (!isRow) return 'name it in ?change=';
  const owned = fields.includes('attributes') ? '; attributes that the file owns can be declared as observedAttributes of the class' : '';
  return `a file names no change, so send this as a request with ?change=${owned}`;
};

const refusal = ({ ci, fields }: JudgedWrite, permit: WritePermit) =>
  permit.change === undefined
    ? conflict(
        'change/required',
        `${ci.name} is ${ci.stage} and ${fields.join(', ')} change only under a change that is being implemented: ${remedyFor(fields, permit)}`,
      )
    : conflict(
        'change/not-covering',
        `change ${permit.change} does not allow this: it must be in implementation, and name ${ci.name} (${ci.id}) or a group of it`,
        '/query/change',
      );

/** What becomes of a write that names no change that covers it. A change that is named must cover it, also where none is needed. */
const withoutChange = async (context: ControlContext, write: JudgedWrite, permit: WritePermit): Promise<Allowance> => {
  const { ci, control, fields, observed: differences = [] } = write;
  const isUnder = isUnderControl(ci, control);
  const isControlled = fields.length > 0 && isUnder;
  if (isControlled && control.mode === 'record') return recorded(context, write, 'record', permit);
  if (isControlled || permit.change !== undefined) throw refusal(write, permit);
  if (differences.length === 0 || !isUnder) return { writes: [] };
  return recordWrittenDrift(context)({ ci, differences, actor: actorOf(permit.caller) });
};

/**
 * Decides whether a CI may be written (C5). Every use case that writes CIs or relations asks here, with fresh rows, and commits the writes of
 * the answer in its own transaction: they check that the change is still what it was, or record what no change covers.
 * @throws DomainError conflict `change/required`, `change/not-covering`; forbidden `access/break-glass`
 */
const allow = async (context: ControlContext, write: JudgedWrite, permit: WritePermit): Promise<Allowance> => {
  if (permit.breakGlass !== undefined) {
    assertMayBreakGlass(permit);
    return recorded(context, write, 'break-glass', permit);
  }
  const covering = permit.change === undefined ? undefined : await coveringChange(context)(permit.change, write.ci);
  return covering ? { change: covering.id, writes: [context.changes.unchanged(covering)] } : withoutChange(context, write, permit);
};

/** Whether the permit names nothing. What is never controlled is then written without reading the class. */
const isFree = ({ change, breakGlass }: WritePermit): boolean => change === undefined && breakGlass === undefined;

/** The fields of a CI that only the store sets. */
const stamps = { version: undefined, updatedAt: undefined };

/** Whether the fields of a CI may be written. @throws DomainError as `allow` */
export const allowEdit =
  (context: ControlContext) =>
  async (before: ConfigurationItem, after: ConfigurationItem, permit: WritePermit): Promise<Allowance> => {
    if (isFree(permit) && !mayBeControlled(before, after)) return { writes: [] };
    const classBefore = await termsOf(context)(before.class);
    const classAfter = after.class === before.class ? classBefore : await termsOf(context)(after.class);
    const [control, controlAfter] = [controlOf(before, classBefore), controlOf(after, classAfter)];
    const edit = { before, after, controlBefore: control, controlAfter };
    const differences = differencesOf({ ...before, ...stamps }, { ...after, ...stamps });
    const [fields, observed] = [controlledFieldsIn(edit), observedDifferencesIn(edit)];
    return allow(context, { ci: before, control, fields, differences, observed }, permit);
  };

/** Whether the relations of a CI to others may be written. @throws DomainError as `allow` */
export const allowRelations =
  (context: ControlContext) =>
  async (ci: ConfigurationItem, differences: readonly Difference[], permit: WritePermit): Promise<Allowance> => {
    if (isFree(permit) && !isInService(ci)) return { writes: [] };
    const control = controlOf(ci, await termsOf(context)(ci.class));
    const fields = control.controlledFields.filter((field) => field === 'relations');
    return allow(context, { ci, control, fields, differences }, permit);
  };

/** Whether a CI may get the asset that was registered apart from it (C1). It is controlled if its class controls anything. @throws DomainError as `allow` */
export const allowMerge =
  (context: ControlContext) =>
  async (ci: ConfigurationItem, asset: string, permit: WritePermit): Promise<Allowance> => {
    if (isFree(permit) && !isInService(ci)) return { writes: [] };
    const control = controlOf(ci, await termsOf(context)(ci.class));
    const fields = control.controlledFields.length > 0 ? ['asset'] : [];
    return allow(context, { ci, control, fields, differences: [{ path: '/asset', from: null, to: asset }] }, permit);
  };
