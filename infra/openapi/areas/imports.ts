const fileCodes =
  'What is wrong, for programs: `import/cut-off`, `import/empty`, `import/file-gone`, `import/file-replaced`, `import/no-known-column`, ' +
  '`import/not-a-text-file`, `import/not-allowed`, `import/not-ndjson`, `import/row-too-large` or `import/wrong-encoding`';

const rowCodes =
  'Why the row was refused, with the codes that a request has for the same, and with `change/required`, `configuration-item/unknown`, `import/ambiguous`, `import/cannot-change`, ' +
  '`import/changed-meanwhile`, `import/duplicate`, `import/not-a-boolean`, `import/not-a-date`, `import/not-a-number`, `import/not-json`, `import/row-invalid`, `import/same-name`, `import/whole-document`, `import/wrong-number-of-cells`, ' +
  '`asset/not-disposed`, `asset/unknown`, `assignment/unknown`, `cost/unknown`, `person/unknown`, `seat/date-in-future`, `seat/released`, ' +
  '`relation/self`, `relation/type-unknown`, `seat/unknown` and `term/unknown`; of changes of the past with `approval/already-decided`, `change/closed-before-end`, ' +
  '`change/in-future`, `change/not-a-configuration-item`, `change/not-failed`, `change/outside-window` and `change/too-early`. A row that is skipped has `import/resource-deleted` or ' +
  '`import/type-left-out`';

const exportFormat =
  'The format of the file: CSV with a header, an object of JSON in each line (ndjson), or one document (json). Lists and the journal are csv or ' +
  'ndjson; reports with sums are csv or json';

/** Imports and exports. */
export const importFields: Readonly<Record<string, string>> = {
  'ImportDraft.kind':
    'What the rows are. Facts of the past, which are outages and past-changes, suppress nothing, and count for availability as if they had been recorded then',
  'Import.kind': 'What the rows are',
  'ImportWithUpload.kind': 'What the rows are',
  'ExportDraft.kind':
    'What is exported: assets, CIs, people, what belongs to them, or a report on the values of assets, which needs the roles of the report',
  'Export.kind': 'What is exported',
  'ExportDraft.format': exportFormat,
  'Export.format': exportFormat,
  format: 'The format of the file: CSV with a header, or an object of JSON in each line',
  preset:
    'The program that wrote the file. Its column names and texts are known. Those of AWS Config, Prometheus and NetBox bring in CIs in operation',
  mapping:
    'Which field each column is, by the name of the column. A column that has the path of a field as its name needs no entry, and one that is mapped to an empty text is left out',
  matchOn:
    'By which fields a row finds what exists, in this order; the first that finds something counts. Of CIs: schemes of aliases, such as aws-arn, or name',
  dateFormat: 'How dates are written in the file; by default yyyy-MM-dd',
  numberFormat: 'How numbers are written in the file, by an example; by default 1,234.56',
  delimiter: 'What separates the cells. By default the header tells it',
  encoding: 'The encoding of the file; by default utf-8',
  defaults: 'The values of fields that are empty or have no column, for new entries, by path; also the currency of prices without one',
  values: 'What texts in the file mean, by the path of the field: {"status": {"Deployed": "in-use"}}',
  dryRun: 'Whether the rows are only checked',
  'Import.status': 'Whether it waits for its file, runs, is done, or could not read its file to the end',
  'ImportWithUpload.status': 'Whether it waits for its file, runs, is done, or could not read its file to the end',
  'Export.status': 'Whether it waits, runs, is done or has failed',
  progress: 'How far it has come',
  'progress.rows': 'How many rows were handled',
  'Export.progress.rows': 'How many entries were read: of a report with sums, how many assets',
  'Export.progress.checked': 'Of segregation-of-duties, how many changes were checked',
  'Export.progress.imported': 'Of segregation-of-duties, how many imported changes were not checked',
  'progress.of': 'How many rows there are. Missing until the end of the file is reached',
  'progress.created': 'How many rows created something',
  'progress.updated': 'How many rows changed something',
  'progress.unchanged': 'How many rows said what was stored already',
  'progress.skipped': 'How many rows are of what the preset leaves out. Missing if there are none',
  'progress.failed': 'How many rows were refused',
  'progress.warned': 'How many of the rows that were taken have warnings. Missing if there are none',
  reason: 'Why it has failed. What was imported before stays',
  'Import.reason.code': fileCodes,
  'ImportWithUpload.reason.code': fileCodes,
  'Export.reason.code': 'What is wrong, for programs: `export/not-allowed`, `report/too-many-groups`, or the code of a filter',
  'reason.detail': 'What is wrong, for people',
  'reason.line': 'The line of the file in which it is wrong',
  ignoredColumns: 'The columns that are no field, and were left out',
  startedAt: 'When its file was uploaded',
  endedAt: 'When it was done or failed',
  upload: 'The form with which the file is uploaded within an hour: a POST of these fields, and then the file as the field "file"',
  'upload.url': 'The address of the form',
  'upload.fields': 'The fields of the form',
  'ImportRow.line': 'The line of the file in which the row begins',
  'ImportRow.outcome': 'What became of the row',
  'ImportRow.item': 'The id of what the row created, changed or found',
  'ImportRow.errors': rowCodes,
  'ImportRow.warnings':
    'What may be other than intended in a row that was taken: `change/no-service`, if the window of a change of the past agrees downtime for no service',
  'ImportRow.warnings.pointer': 'The field, as a JSON pointer',
  'ImportRow.warnings.code': 'What may be other than intended, for programs',
  'ImportRow.warnings.detail': 'What may be other than intended, for people',
  'listImportRows.query.outcome': 'Only rows with this outcome',
  filter:
    'The filters of the list of this kind, by name. Costs, terms, seats and assignments have those of the list of assets, which say of which assets. Relations have those of the list of CIs, which say of which sources. Of a report: its from, to, book and groupBy, or at',
  'Export.url': 'A link to the file, valid for five minutes. Missing until the export is done',
};

/** An example for the body of each operation that has one. */
export const importExamples: Readonly<Record<string, object>> = {
  startImport: {
    kind: 'assets',
    format: 'csv',
    mapping: { Name: 'name', 'Inventory number': 'assetTag', Price: 'purchase.value', Bought: 'purchase.date' },
    dateFormat: 'dd.MM.yyyy',
    numberFormat: '1.234,56',
    defaults: { kind: 'hardware', 'purchase.value.currency': 'EUR' },
  },
  requestExport: { kind: 'assets', format: 'csv', filter: { location: 'Berlin' } },
};
