/** An assembler that writes down what its files would be made of, and finds faults where it is told to. */
import type { AssemblyOutcome, Assembler, FaultySegment } from '../../electron/core/audiobook/assembler.ts';
import type { LecternError } from '../../electron/core/errors.ts';

export interface FakeAssembler extends Assembler {
  /** Text of the segments of each file that was made, by its name. */
  readonly made: Map<string, readonly string[]>;
  /** What is found the next times a file is made, one after another. */
  readonly faults: (readonly FaultySegment[])[];
  /** Bytes that are free; or why nothing can be written. */
  free: number | LecternError;
  /** Awaited before a file is made. */
  hold: Promise<void>;
}

export function createFakeAssembler(): FakeAssembler {
  const fake: FakeAssembler = {
    made: new Map(),
    faults: [],
    free: Number.MAX_SAFE_INTEGER,
    hold: Promise.resolve(),
    async file(book, index, { signal, progress }): Promise<AssemblyOutcome> {
      const file = book.files[index]!;
      const segments = file.planned.chapters.flatMap((chapter) => [...file.chapter(chapter).segments]);
      progress(0.5);
      await fake.hold;
      signal.throwIfAborted();
      const found = fake.faults.shift();
      if (found?.length) return { kind: 'faulty', segments: found };
      fake.made.set(
        file.planned.name,
        segments.map(({ request, samples }) => `${request.text} ${samples}`),
      );
      progress(1);
      return { kind: 'made', paths: [`${book.order.folder}/${file.planned.name}.mp3`] };
    },
    whole: async (book, forms) => (forms.includes('epub') ? [`${book.order.folder}/book.epub`] : []),
    async room() {
      if (typeof fake.free === 'number') return fake.free;
      throw fake.free;
    },
  };
  return fake;
}
