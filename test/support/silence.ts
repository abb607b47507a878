/** Reports of the sweep and the publisher that a test is not about. */
export const unreported = { notPublished: () => undefined, measured: () => undefined };
