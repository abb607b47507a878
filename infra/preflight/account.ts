/** What the preflight asks about the account and the region of a deployment. */
export interface Account {
  /** The twelve digits of the account that the credentials belong to. */
  readonly id: () => Promise<string>;
  /** How many executions of functions may run at once, and how many of them no function has reserved. */
  readonly concurrency: () => Promise<{ readonly limit: number; readonly unreserved: number }>;
  /** How many executions a function has reserved: 0 if it does not exist. */
  readonly reservedBy: (functionName: string) => Promise<number>;
  readonly mail: () => Promise<{ readonly isOutOfSandbox: boolean; readonly isSending: boolean }>;
  /** The domain in SES, with the tokens of its DNS records, or undefined if it is not there. */
  readonly mailDomain: (name: string) => Promise<{ readonly isVerified: boolean; readonly tokens: readonly string[] } | undefined>;
  /** The version of CDK's bootstrap stack in a region, or undefined if there is none. */
  readonly bootstrapVersion: (region: string) => Promise<number | undefined>;
}
