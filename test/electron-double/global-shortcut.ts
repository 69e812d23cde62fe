/** Keys for all programs: a test presses one by the callback that was registered for it (see `pressHotkey` of the e2e). */
const registered = new Map<string, () => void>();
let suspended = false;

/** `DOUBLE_TAKEN_KEYS`: accelerators that another program has, with commas between them. */
const taken = (): readonly string[] => (process.env['DOUBLE_TAKEN_KEYS'] ?? '').split(',');

export const globalShortcut = {
  register(accelerator: string, callback: () => void): boolean {
    if (suspended || taken().includes(accelerator) || registered.has(accelerator)) return false;
    registered.set(accelerator, callback);
    return true;
  },
  isRegistered: (accelerator: string): boolean => registered.has(accelerator),
  unregister: (accelerator: string): void => void registered.delete(accelerator),
  unregisterAll: (): void => registered.clear(),
  setSuspended(on: boolean): void {
    suspended = on;
  },
  isSuspended: (): boolean => suspended,
};

// A press comes from the keyboard, not from the application: it is no part of the module.
Object.assign(globalThis, {
  doublePressKey(accelerator: string): boolean {
    const callback = suspended ? undefined : registered.get(accelerator);
    callback?.();
    return callback !== undefined;
  },
});
