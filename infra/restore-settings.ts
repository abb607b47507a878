/** A table that exists already, such as one that was restored from a backup. */
export interface ImportedTable {
  readonly name: string;
  /** DynamoDB gives a table's stream a new ARN each time that it is switched on. */
  readonly streamArn: string;
}

/** The settings of a stage that a restore changes (docs/operating.md). */
export interface RestoreSettings {
  /** The table to use. @default none: the data stack creates one */
  readonly importedTable?: ImportedTable;
  /**
   * How often the table was restored from a backup. After each restore, windows that were scheduled before are not in force until a change
   * manager confirms them (S2).
   */
  readonly restoreEpoch: number;
  /**
   * Which user pool the stage uses: 1 is the first, and one more after each that was lost. Each number has a pool of its own, which the data
   * stack creates.
   */
  readonly userPoolNumber: number;
}

/** The same settings as they are given with a deployment. */
export interface RestoreContext {
  /** @default the data stack creates a table */
  readonly tableName?: string;
  readonly tableStreamArn?: string;
  /** A whole number. @default 0 */
  readonly restoreEpoch?: string;
  /** A whole number. @default 1 */
  readonly userPoolNumber?: string;
}

const importedTable = ({ tableName, tableStreamArn }: RestoreContext): ImportedTable | undefined => {
  if (tableName === undefined && tableStreamArn === undefined) return undefined;
  if (tableName === undefined || !tableStreamArn?.includes(`:table/${tableName}/stream/`)) {
    throw new Error(
      `tableName and tableStreamArn belong to one table: got ${JSON.stringify(tableName)} and ${JSON.stringify(tableStreamArn)}, give both as npm run restore prints them`,
    );
  }
  return { name: tableName, streamArn: tableStreamArn };
};

/** @throws Error if a setting is not valid, or if a table is imported without a restore epoch */
export const restoreSettings = (context: RestoreContext): RestoreSettings => {
  const { restoreEpoch = '0', userPoolNumber = '1' } = context;
  if (!/^\d{1,9}$/.test(restoreEpoch))
    throw new Error(`restoreEpoch must be a whole number of at least 0: got ${JSON.stringify(restoreEpoch)}`);
  if (!/^[1-9]\d{0,8}$/.test(userPoolNumber))
    throw new Error(`userPoolNumber must be a whole number of at least 1: got ${JSON.stringify(userPoolNumber)}`);
  const table = importedTable(context);
  if (table && Number(restoreEpoch) === 0) {
    throw new Error(`the table ${table.name} was restored: give --context restoreEpoch=1, or one more than at the last restore`);
  }
  return { restoreEpoch: Number(restoreEpoch), userPoolNumber: Number(userPoolNumber), ...(table ? { importedTable: table } : {}) };
};
