/** Time as a capability: tests bring a manual one. */
export interface Clock {
  /** Milliseconds from an arbitrary moment; never goes back. */
  now(): number;
  /** Calls `then` once, after `milliseconds`; the result cancels it. */
  after(milliseconds: number, then: () => void): () => void;
}
