/** Where the emulator's virtual environment lies; `QUIESCE_VENV` names one that is there already. */
export function venvDirectory(): string;
/** Makes the emulator's virtual environment unless it is there with exactly the pinned packages. */
export function ensureVenv(): void;
/** Makes a virtual environment unless it is there with exactly these packages; `what` is told. @throws Error with what pip said */
export function makeVenv(directory: string, packages: readonly string[], what: string): void;
