/**
 * How values travel between the double's main process and its pages: JSON, with `undefined` kept. Electron's structured
 * clone carries more; the contract is plain data, so anything else is refused loudly instead of being bent.
 *
 * Both functions also run inside the page (their source is put into it): they may use nothing from outside themselves.
 */
export function encode(value: unknown): string {
  const plain = (item: unknown): unknown => {
    if (item === undefined) return { $undefined: true };
    if (item === null || typeof item === 'string' || typeof item === 'boolean') return item;
    if (typeof item === 'number' && Number.isFinite(item)) return item;
    if (Array.isArray(item)) return item.map(plain);
    const prototype: unknown = typeof item === 'object' ? Object.getPrototypeOf(item) : undefined;
    if (typeof item === 'object' && (prototype === Object.prototype || prototype === null)) {
      return Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, plain(inner)]));
    }
    throw new TypeError('An object could not be cloned.');
  };
  return JSON.stringify(plain(value));
}

export function decode(text: string): unknown {
  return JSON.parse(text, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && '$undefined' in item ? undefined : item,
  );
}
