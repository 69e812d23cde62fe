/** The value that most of the weight lies on, values apart by less than `step` counted as one; null for none. */
export function heaviest(
  values: Iterable<readonly [value: number, weight: number]>,
  step: number,
): number | null {
  const weights = new Map<number, { weight: number; value: number }>();
  for (const [value, weight] of values) {
    const key = Math.round(value / step);
    const known = weights.get(key);
    if (known) known.weight += weight;
    else weights.set(key, { weight, value });
  }
  let best: { weight: number; value: number } | null = null;
  for (const entry of weights.values()) if (best === null || entry.weight > best.weight) best = entry;
  return best?.value ?? null;
}

/** The middle one; 0 for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** The value below which the part lies, by nearest rank; null for none. */
export function quantile(values: readonly number[], part: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? null;
}
