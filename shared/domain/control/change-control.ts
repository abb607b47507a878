import { type ClassDraft, changeControls, controllableFields } from '../class/class.ts';
import type { ConfigurationItem } from '../configuration-item/configuration-item.ts';
import { isInService } from '../configuration-item/stage-table.ts';
import { type Difference, differencesOf } from '../differences.ts';
import type { JsonObject } from '../json-object.ts';
import { isSameValue } from '../resource/same-value.ts';

type ControllableField = (typeof controllableFields)[number];

/** How a CI may change while it is in service (C5): its own mode, or that of its class, and what the class controls. */
export interface ChangeControl extends Pick<ClassDraft, 'controlledFields' | 'observedAttributes'> {
  readonly mode: (typeof changeControls)[number];
}

export const controlOf = ({ changeControl }: Pick<ConfigurationItem, 'changeControl'>, ciClass: ClassDraft): ChangeControl => ({
  mode: changeControl ?? ciClass.changeControl,
  controlledFields: ciClass.controlledFields,
  observedAttributes: ciClass.observedAttributes,
});

const strictness = ({ mode }: ChangeControl): number => changeControls.indexOf(mode);

/** Whether a class controls less than another: a field less, or an attribute less. */
const controlsLess = (before: ChangeControl, after: ChangeControl): boolean =>
  before.controlledFields.some((field) => !after.controlledFields.includes(field)) ||
  after.observedAttributes.some((name) => !before.observedAttributes.includes(name));

/** Whether a class frees its CIs from control: it is less strict, or controls a field or an attribute less. */
export const classLoosens = (before: ClassDraft, after: ClassDraft): boolean => {
  const [one, other] = [controlOf({}, before), controlOf({}, after)];
  return strictness(other) < strictness(one) || controlsLess(one, other);
};

/** The states of a CI before and after an edit, each with its control. */
interface ControlledEdit {
  readonly before: ConfigurationItem;
  readonly after: ConfigurationItem;
  readonly controlBefore: ChangeControl;
  readonly controlAfter: ChangeControl;
}

/**
 * Whether an edit loosens the control of a CI: its mode is less strict, its own mode is cleared for one that is no stricter, or its new
 * class controls less.
 */
const loosens = ({ before, after, controlBefore, controlAfter }: ControlledEdit): boolean => {
  const difference = strictness(controlAfter) - strictness(controlBefore);
  const isCleared = before.changeControl !== undefined && after.changeControl === undefined;
  const isOtherClass = before.class !== after.class;
  return difference < 0 || (isCleared && difference === 0) || (isOtherClass && controlsLess(controlBefore, controlAfter));
};

/** The attributes that are observed, or those that are not. What an import or AWS Config owns is written freely. */
const attributesThat = (
  are: 'observed' | 'controlled',
  { attributes }: ConfigurationItem,
  { observedAttributes }: ChangeControl,
): JsonObject =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => observedAttributes.includes(name) === (are === 'observed')));

/** The controlled fields that an edit changes. `changeControl` is among them if the edit loosens the control. Relations are written apart. */
export const controlledFieldsIn = (edit: ControlledEdit): readonly string[] => {
  const { before, after, controlBefore } = edit;
  const isChanged = (field: ControllableField): boolean => {
    if (field === 'relations') return false;
    if (field === 'attributes')
      return !isSameValue(attributesThat('controlled', before, controlBefore), attributesThat('controlled', after, controlBefore));
    return !isSameValue(before[field], after[field]);
  };
  return [...controlBefore.controlledFields.filter(isChanged), ...(loosens(edit) ? ['changeControl'] : [])];
};

/** How an edit changes observed attributes. Outside a change, that is drift. */
export const observedDifferencesIn = ({ before, after, controlBefore }: ControlledEdit): readonly Difference[] =>
  differencesOf(attributesThat('observed', before, controlBefore), attributesThat('observed', after, controlBefore), '/attributes');

/** Whether an edit may need a change, whatever its class says: the CI is in service, and a field changes that can be controlled. */
export const mayBeControlled = (before: ConfigurationItem, after: ConfigurationItem): boolean =>
  isInService(before) &&
  (before.changeControl !== after.changeControl ||
    controllableFields.some((field) => field !== 'relations' && !isSameValue(before[field], after[field])));

/** Whether the control decides on the CI at all: it is in service, and its control is not off. */
export const isUnderControl = (ci: ConfigurationItem, { mode }: ChangeControl): boolean => isInService(ci) && mode !== 'off';
