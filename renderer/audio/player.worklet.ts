/** The audio thread's end: the engine under the audio clock. The window's end is output.ts. */
import { Engine, type EngineCommand, type EngineReport } from '../../electron/core/audio/engine.ts';

class PlayerProcessor extends AudioWorkletProcessor {
  readonly #engine: Engine;

  constructor() {
    super();
    this.#engine = new Engine({
      sampleRate,
      report: (report: EngineReport) => this.port.postMessage(report),
    });
    // Both ends of this port are built together, from the same union.
    this.port.onmessage = (event: { data: EngineCommand }) => this.#engine.command(event.data);
  }

  process(_inputs: unknown, outputs: readonly (readonly Float32Array[])[]): boolean {
    const channel = outputs[0]?.[0];
    if (channel) this.#engine.pull(channel, currentFrame);
    return true;
  }
}

registerProcessor('lectern-player', PlayerProcessor);
