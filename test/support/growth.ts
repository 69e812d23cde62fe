/** Four times the work must not cost the square of it (16 times the time): between the two, in ratio, lies 8. */
export const LINEAR = 8;

const LEAST_MILLISECONDS = 10;
const MOST_ROUNDS = 8;

/**
 * How much longer a work takes on four times its input. The size is doubled until the work takes ten milliseconds;
 * then the best of several rounds counts, for what else the machine does can only make a round slower. It ends as soon
 * as the answer is `LINEAR` or less.
 * @param make The input of a size, not counted.
 */
export function growth<Input>(
  make: (size: number) => Input,
  work: (input: Input) => unknown,
  size = 4000,
): number {
  const time = (input: Input): number => {
    const start = performance.now();
    work(input);
    return performance.now() - start;
  };
  const small = make(size);
  let once = Math.min(time(small), time(small), time(small));
  if (once < LEAST_MILLISECONDS && size < 1_000_000) return growth(make, work, size * 2);
  const large = make(size * 4);
  let fourTimes = Infinity;
  for (let round = 0; round < MOST_ROUNDS && fourTimes / once > LINEAR; round++) {
    once = Math.min(once, time(small));
    fourTimes = Math.min(fourTimes, time(large));
  }
  return fourTimes / once;
}
