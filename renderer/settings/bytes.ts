const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** "0 bytes", "820 kB", "1.4 GB": decimal, as file managers count. */
export function bytesText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power > 1 && value < 100 ? value.toFixed(1) : Math.round(value)} ${UNITS[power] ?? ''}`;
}
