import { Engine, type EngineReport } from '../../electron/core/audio/engine.ts';
import { SAMPLE_RATE } from '../../electron/core/speech/types.ts';
import type { AudioOutput, OutputEvent } from '../../renderer/audio/output.ts';

export interface FakeOutput extends AudioOutput {
  /** Makes so many samples of sound, by the real engine, and tells what it reports. */
  run(samples: number): void;
  /** What went to the loudspeaker, as 16-bit values. */
  readonly heard: number[];
  readonly frame: number;
  awake: boolean;
  volume: number;
  /** Tells nothing of what it makes until it is false again, as the thread of the sound does while the page is busy. */
  late: boolean;
  emit(event: OutputEvent): void;
}

const QUANTUM = 128;

/**
 * The sound under a manual clock.
 * @param latency Frames from making a sample to hearing it.
 */
export function createFakeOutput(latency = 0): FakeOutput {
  const heard: number[] = [];
  const quantum = new Float32Array(QUANTUM);
  let listener: (event: OutputEvent) => void = () => {};
  let reports: EngineReport[] = [];
  const engine = new Engine({ sampleRate: SAMPLE_RATE, report: (report) => reports.push(report) });
  return {
    heard,
    awake: false,
    late: false,
    volume: 1,
    get frame() {
      return heard.length;
    },
    wake() {
      this.awake = true;
    },
    rest() {
      this.awake = false;
    },
    tell: (...commands) => commands.forEach((command) => engine.command(command)),
    setVolume(volume) {
      this.volume = volume;
    },
    heardFrame: () => heard.length - latency,
    listen(wanted) {
      listener = wanted;
      return () => (listener = () => {});
    },
    close() {
      this.awake = false;
    },
    emit: (event) => listener(event),
    run(samples) {
      for (let left = samples; left > 0; left -= QUANTUM) {
        engine.pull(quantum, heard.length);
        for (const sample of quantum) heard.push(sample * 32_768);
        if (this.late) continue;
        const told = reports;
        reports = [];
        for (const report of told) listener({ type: 'report', report });
      }
    },
  };
}
