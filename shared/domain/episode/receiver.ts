/** The status of the receiver's answer, or why there was none. */
export type ReceiverAnswer = { readonly status: number } | { readonly failed: string };

/** Calls a monitor's receiver once, at the address that was checked, without following redirects (M5). Does not throw for the receiver's errors. */
export interface Receiver {
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<ReceiverAnswer>;
}

/** The headers of Standard Webhooks for a body. */
export type SignDelivery = (message: {
  readonly id: string;
  readonly at: Date;
  readonly body: string;
  readonly secret: string;
}) => Readonly<Record<string, string>>;
