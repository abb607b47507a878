import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RowType } from '../../shared/data/define-row.ts';

// biome-ignore lint/suspicious/noExplicitAny: the list contains the row types of all nouns
export type AnyRowType = RowType<any, any>;

const isRowType = (value: unknown): value is AnyRowType =>
  typeof value === 'object' && value !== null && 'toRow' in value && 'fromRow' in value && 'schema' in value;

/** Every row type that a file of rows exports: `shared/data/<noun>/<noun>-rows.ts`. */
export const allRowTypes = async (): Promise<readonly AnyRowType[]> => {
  const files = globSync('shared/data/**/*-rows.ts').sort();
  const modules = await Promise.all(files.map((file) => import(resolve(file)) as Promise<Readonly<Record<string, unknown>>>));
  return modules.flatMap((module) => Object.values(module).filter(isRowType));
};

/** The number of row declarations in shared/, which is the number that `allRowTypes` must find. */
export const declaredRows = (): number =>
  globSync('shared/**/*.ts').reduce(
    (sum, file) =>
      sum + (readFileSync(file, 'utf8').match(/const \w+(: [^=]+)? = (defineRow|defineResourceRow|resourceRow)[<(]/g)?.length ?? 0),
    0,
  );
