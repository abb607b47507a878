/** The receiver's answer, as far as it matters: its status, or that there was none and why. */
export type ReceiverAnswer = { readonly status: number } | { readonly failed: string };

/** Calls a monitor's receiver (M5): signed, once, without redirects, to the address that was checked. Never throws for the other side. */
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
