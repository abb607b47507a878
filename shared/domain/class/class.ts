import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { defineResource, type Resource } from '../resource/define-resource.ts';
import { idOfText } from '../sha256.ts';
import { ExactLine, foldedForm, Line } from '../text.ts';
import { FreeForm, Name } from '../values.ts';

/**
 * How a live CI may change (C5). `enforce`: only under a change that is being implemented and covers it. `record`: freely, but what no
 * change covers is recorded. `off`: freely.
 */
export const changeControls = ['off', 'record', 'enforce'] as const;

/** The fields of a CI that a class can put under change control (C5). Contacts, owner, aliases, schedules and labels never are. */
export const controllableFields = ['name', 'class', 'environment', 'criticality', 'attributes', 'relations'] as const;

/** The most gates of one step. */
const mostGates = 20;
const Gates = () => z.array(Line().min(1).max(50)).max(mostGates).default([]);

/** The fields of a class that callers set, in the body of PUT. The name is in the path. */
const termFields = () => ({
  title: Line().max(100).optional(),
  /** The JSON Schema of the attributes of its CIs. Without one, any attributes are taken. */
  attributes: FreeForm().default({}),
  controlledFields: z.array(z.enum(controllableFields)).max(controllableFields.length).default(['attributes', 'relations']),
  /** Attributes that an import or AWS Config owns: they are written freely, and a difference outside a change is drift (C7). */
  observedAttributes: z.array(ExactLine().min(1).max(100)).max(100).default([]),
  /** What a CI must have before it goes live or is decommissioned (C4). */
  gates: z.strictObject({ live: Gates(), decommissioned: Gates() }).default({ live: [], decommissioned: [] }),
  /** Whether its items may also be assets (C1). */
  assetFacet: z.boolean().default(true),
  changeControl: z.enum(changeControls).default('enforce'),
});

export const ClassDraft = lazily(() => z.strictObject(termFields()).meta({ id: 'ClassDraft' }));
export type ClassDraft = Shape<typeof ClassDraft>;

export const classFields = () => ({ name: Name(), ...termFields() });

/** A class of CIs: what its CIs have in common. Some ship, and teams add their own. */
export const Classes = defineResource({ noun: 'class', plural: 'classes', fields: classFields });

/**
 * The id of the class with a name: a UUID of version 8, made of the name's hash. CIs name their class by its name, and so two requests that
 * create a class of the same name write the same row. Names are compared without regard to case.
 */
export const classIdOf = (name: string): string => idOfText(foldedForm(name));

/** A class that ships and that nobody has replaced has version 0. */
export type CiClass = Resource & ClassDraft & { readonly name: string };
