/** The directory of the emulator's virtual environment. `QUIESCE_VENV` names an existing one. */
export function venvDirectory(): string;
/** Creates the emulator's virtual environment unless it exists with exactly the pinned packages. */
export function ensureVenv(): void;
/** Creates a virtual environment unless it exists with exactly these packages. `purpose` is printed. @throws Error with pip's output */
export function createVenv(directory: string, packages: readonly string[], purpose: string): void;
