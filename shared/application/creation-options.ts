/** How something is created. `id`: its id. @default a new one. In a dry run it is only checked (I4). */
export interface CreationOptions {
  readonly id?: string | undefined;
  readonly dryRun?: boolean | undefined;
}
