// Runs in the audio thread of a page under test: hands on every sample that goes to the loudspeaker, by frame number.
const PIECE = 32 * 128;

class Recorder extends AudioWorkletProcessor {
  #from = 0;
  #filled = 0;
  /** One past the last frame that was recorded. */
  #end = 0;
  #piece = new Float32Array(PIECE);

  constructor() {
    super();
    this.port.onmessage = () => this.#send(); // asked for what there is
  }

  process([input]) {
    // Where the page holds the lock of its graph just then, Chromium leaves `currentFrame` as it was before.
    const frame = Math.max(currentFrame, this.#end);
    // While the page changes its graph, browsers may leave quanta out: what follows is a piece of its own.
    if (this.#filled > 0 && frame !== this.#end) this.#send();
    if (this.#filled === 0) this.#from = frame;
    this.#end = frame + 128;
    const samples = input[0];
    if (samples) this.#piece.set(samples, this.#filled);
    else this.#piece.fill(0, this.#filled, this.#filled + 128);
    this.#filled += 128;
    if (this.#filled === PIECE) this.#send();
    return true;
  }

  #send() {
    this.port.postMessage({ from: this.#from, samples: this.#piece.slice(0, this.#filled) });
    this.#filled = 0;
  }
}

registerProcessor('test-recorder', Recorder);
