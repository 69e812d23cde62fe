/** The pages of the settings, in their order. */
export const SETTINGS_PAGES = [
  { id: 'appearance', label: 'Appearance' },
  { id: 'reading', label: 'Reading & highlight' },
  { id: 'plan', label: 'What is read' },
  { id: 'voice', label: 'Voice' },
  { id: 'speed', label: 'Speed & pauses' },
  { id: 'shortcuts', label: 'Shortcuts' },
  { id: 'desktop', label: 'Desktop' },
  { id: 'store', label: 'Store & cost' },
  { id: 'diagnostics', label: 'Diagnostics' },
  { id: 'about', label: 'About' },
] as const;
export type SettingsPage = (typeof SETTINGS_PAGES)[number]['id'];

/** @param desktop There is a desktop to live in: in the web program there is none. */
export const shownPages = (desktop: boolean) =>
  SETTINGS_PAGES.filter(({ id }) => desktop || id !== 'desktop');
