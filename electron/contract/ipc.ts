/** The two IPC channels of Electron's binding: every call goes by one, every event by the other. */
export const CALL_CHANNEL = 'lectern:call';
export const EVENT_CHANNEL = 'lectern:event';
