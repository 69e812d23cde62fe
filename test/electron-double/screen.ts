/** One display, as large as a notebook's, with a task bar at its lower edge. */
const bounds = { x: 0, y: 0, width: 1920, height: 1080 };
const display = { id: 1, bounds, workArea: { ...bounds, height: 1040 }, scaleFactor: 1 };

export const screen = {
  getAllDisplays: () => [display],
  getPrimaryDisplay: () => display,
  getCursorScreenPoint: () => ({ x: 960, y: 540 }),
  getDisplayNearestPoint: (_point: object) => display,
  getDisplayMatching: (_rectangle: object) => display,
};
