/** "less than a minute", "12 min", "4 h 10 min". */
export function timeText(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return 'under a minute';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return rest === 0 || hours >= 20 ? `${hours} h` : `${hours} h ${rest} min`;
}
