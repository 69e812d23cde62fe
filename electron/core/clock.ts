/** Time as a capability: tests bring a manual one. */
export interface Clock {
  /** Milliseconds from an arbitrary moment; never goes back. */
  now(): number;
  /** Calls `then` once, after `milliseconds`; the result cancels it. */
  after(milliseconds: number, then: () => void): () => void;
}

/** The time of day, for what is shown and counted by it: it may jump, so nothing waits by it. */
export interface Calendar {
  /** Milliseconds since 1970. */
  now(): number;
  /** `2026-05-31`, where the person is. */
  today(): string;
}
