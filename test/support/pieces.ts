/** Cuts bytes into pieces of these sizes, in turn and again and again; what sizes of 0 leave over comes in one. */
export function pieces(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const cut: Uint8Array[] = [];
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = sizes.length === 0 || turn > bytes.length ? bytes.length : (sizes[turn % sizes.length] ?? 0);
    cut.push(bytes.subarray(at, at + size));
    at += size;
  }
  return cut;
}
