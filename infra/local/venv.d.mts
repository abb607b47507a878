/** Where the emulator's virtual environment lies; `QUIESCE_VENV` names one that is there already. */
export function venvDirectory(): string;
/** Makes the virtual environment unless it is there with exactly the pinned packages. */
export function ensureVenv(): void;
