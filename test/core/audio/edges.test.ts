import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEdges } from '../../../electron/core/audio/edges.ts';

const options = { lead: 20, tail: 30, fade: 6, threshold: 32 };

const run = (source: readonly number[], lengths: readonly number[] = []) => {
  const edges = createEdges(options);
  const output: number[] = [];
  let at = 0;
  for (const length of [...lengths, source.length]) {
    output.push(...edges.push(Int16Array.from(source.slice(at, at + length))));
    at = Math.min(source.length, at + length);
  }
  output.push(...edges.finish());
  return { output, offset: edges.offset };
};
const silence = (length: number) => new Array<number>(length).fill(0);
const loud = (length: number) => new Array<number>(length).fill(1_000);

describe('edges of an utterance', () => {
  it('cuts silence to the constant lead and tail, and says where the output begins', () => {
    const { output, offset } = run([...silence(50), ...loud(100), ...silence(200)]);
    expect(output).toEqual([...silence(20), ...loud(100), ...silence(30)]);
    expect(offset).toBe(30);
  });

  it('adds silence where there is too little, and fades a hard end', () => {
    const { output, offset } = run(loud(100));
    expect(offset).toBe(-20);
    expect(output).toHaveLength(150);
    expect(output.slice(0, 20)).toEqual(silence(20));
    expect(output.slice(114, 120)).toEqual([833, 667, 500, 333, 167, 0]);
    expect(output.slice(120)).toEqual(silence(30));
  });

  it('keeps every pause within', () => {
    const { output } = run([...loud(10), ...silence(500), ...loud(20), ...silence(40)]);
    expect(output).toEqual([...silence(20), ...loud(10), ...silence(500), ...loud(20), ...silence(30)]);
  });

  it('makes nothing out of silence', () => {
    expect(run(silence(300))).toEqual({ output: [], offset: null });
  });

  it('gives the same in any pieces', () => {
    const part = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(fc.array(part), fc.array(fc.integer({ min: 0, max: 40 })), (parts, lengths) => {
        const source = parts.flatMap(([isLoud, length]) => (isLoud ? loud(length) : silence(length)));
        expect(run(source, lengths)).toEqual(run(source));
      }),
    );
  });
});
