/** The HTTP status of the receiver's answer, or the reason why there was no answer. */
export type ReceiverAnswer = { readonly status: number } | { readonly failed: string };

/**
 * Calls a monitor's receiver once, at the IP address that was checked, without following redirects (M5). It does not throw for errors of
 * the receiver.
 */
export interface Receiver {
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<ReceiverAnswer>;
}

/** Signs a body, and returns the headers that the Standard Webhooks specification defines. */
export type SignDelivery = (message: {
  readonly id: string;
  readonly at: Date;
  readonly body: string;
  readonly secret: string;
}) => Readonly<Record<string, string>>;
