import type { CopyRequest } from './restore-table.ts';

/** What `npm run restore` is given. */
export interface RestoreOptions {
  readonly table?: string | undefined;
  readonly at?: string | undefined;
  readonly backup?: string | undefined;
  readonly restored?: string | undefined;
}

/** Where the rows come from: the lost table, and what of it is copied, or the table that has them already. */
export interface RestoreSource extends Pick<CopyRequest, 'source' | 'from'> {
  readonly restored?: string | undefined;
}

const fromOf = ({ at, backup }: RestoreOptions): CopyRequest['from'] => {
  if (backup !== undefined) return { backup };
  return at === undefined ? undefined : { at: new Date(at) };
};

/** @throws Error that says which option is wrong, and what is right */
export const restoreSource = (options: RestoreOptions): RestoreSource => {
  const { table: source, at, backup, restored } = options;
  if (source === undefined)
    throw new Error('--table is missing: give the name of the lost table, which is the output TableName of the stack');
  if ([at, backup, restored].filter((each) => each !== undefined).length > 1)
    throw new Error('--at, --backup and --restored exclude each other: give one of them');
  if (at !== undefined && Number.isNaN(Date.parse(at))) throw new Error(`--at ${at} is no time: write it as 2026-11-27T10:00:00Z`);
  if (backup?.startsWith('arn:aws:backup:'))
    throw new Error(`only AWS Backup can restore ${backup}: start a restore job there, and then give the new table with --restored`);
  if (restored === source) throw new Error(`--restored must be the new table: ${source} is the lost one`);
  return { source, from: fromOf(options), restored };
};
