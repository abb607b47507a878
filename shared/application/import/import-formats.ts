import type { ImportPreset } from '../../domain/import/import-preset.ts';
import type { RowFormats } from '../../domain/import/import-row.ts';
import { presets } from '../../domain/import/presets.ts';
import type { ImportRun } from './import-context.ts';

/** What is known about the program that wrote the file. Undefined if the import names none. */
export const presetOf = ({ preset }: ImportRun['state']): ImportPreset | undefined => preset && presets[preset];

/** What texts mean: what the caller declares for a text of a field, and what the preset knows of others. */
const meaningsOf = (known: RowFormats['values'], declared: RowFormats['values']): RowFormats['values'] => ({
  ...known,
  ...Object.fromEntries(Object.entries(declared).map(([path, meanings]) => [path, { ...known[path], ...meanings }])),
});

/** How the rows of an import are read: what the caller says counts before what the preset says. */
export const formatsOf = ({ state }: Pick<ImportRun, 'state'>): RowFormats => {
  const preset = presetOf(state);
  return {
    mapping: { ...preset?.mapping, ...state.mapping },
    values: meaningsOf(preset?.values ?? {}, state.values ?? {}),
    dateFormat: state.dateFormat,
    numberFormat: state.numberFormat ?? preset?.numberFormat,
    formulaSign: preset?.formulaSign,
  };
};
