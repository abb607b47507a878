/** What says whether a window still stands after a restore. */
interface WindowRecord {
  readonly scheduledAt?: string | undefined;
  /** @default 0: the table was not restored before the window was scheduled */
  readonly restoreEpoch?: number | undefined;
  readonly settled: boolean;
  readonly releaseDue: boolean;
}

/** Whether every alert of the window was decided long ago: its last release pass has run, so it can no longer suppress anything. */
const isPast = ({ settled, releaseDue }: WindowRecord): boolean => settled && !releaseDue;

/**
 * Whether a scheduled window was stored before the table was restored the last time, and nobody has confirmed it since. What happened after
 * the point in time that was restored is lost: the window may have been ended, put on hold or withdrawn. So it is not in force, and alerts
 * go out, until a change manager confirms it. `restoreEpoch` counts the restores; it is a setting of the stage.
 */
export const needsConfirmation = (window: WindowRecord, restoreEpoch: number): boolean =>
  window.scheduledAt !== undefined && (window.restoreEpoch ?? 0) < restoreEpoch && !isPast(window);
