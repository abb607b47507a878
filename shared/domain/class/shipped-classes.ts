import { type CiClass, type ClassDraft, classIdOf } from './class.ts';

/** What a class says unless it says otherwise. It also counts for a CI whose class is not known. */
export const usual: ClassDraft = {
  attributes: {},
  controlledFields: ['attributes', 'relations'],
  observedAttributes: [],
  gates: { live: [], decommissioned: [] },
  assetFacet: true,
  changeControl: 'enforce',
};

const text = { type: 'string', maxLength: 200 };

/** A certificate belongs to what it secures, and so it is never an asset (C1). Its owner is reminded of its end (C8). */
const certificate: ClassDraft = {
  ...usual,
  attributes: { type: 'object', properties: { validTo: { type: 'string', format: 'date' }, issuer: text, serial: text } },
  assetFacet: false,
};

/** What each shipped class says, in the order of the list. */
const terms: Readonly<Record<string, ClassDraft>> = {
  server: usual,
  'virtual-machine': usual,
  'container-cluster': usual,
  database: usual,
  application: usual,
  'load-balancer': usual,
  certificate,
  'network-device': usual,
  storage: usual,
  queue: usual,
  function: usual,
  group: usual,
  service: usual,
};

/** When the shipped classes were written. */
const written = '2026-11-24T00:00:00.000Z';

/** The classes that ship. Each has version 0 until somebody replaces it. */
export const shippedClasses: readonly CiClass[] = Object.entries(terms).map(([name, term]) => ({
  ...{ id: classIdOf(name), version: 0, createdAt: written, updatedAt: written },
  ...{ name, ...term },
}));

/** The shipped class with a name, which is compared without regard to case. */
export const shippedClass = (name: string): CiClass | undefined => shippedClasses.find(({ id }) => id === classIdOf(name));
