/**
 * The way from commands to the loudspeaker: the life of the one AudioContext and the worklet in it. What it says and
 * takes is the engine's; this adds the volume, the moment at which a frame is heard, and what systems do to sound:
 * refusing it before a gesture, interrupting it, taking the device away.
 */
import type { EngineCommand, EngineReport } from '../../electron/core/audio/engine.ts';
import type { Clock } from '../../electron/core/clock.ts';
import { SAMPLE_RATE } from '../../electron/core/speech/types.ts';
import workletUrl from './player.worklet.ts?worker&url';
import { StallWatch } from './stall-watch.ts';

export type OutputEvent =
  | { readonly type: 'report'; readonly report: EngineReport }
  /** Sound flows, or the browser or the system holds it back: a gesture is missing, a call comes in. */
  | { readonly type: 'running'; readonly running: boolean }
  /** Device or worklet failed; all spans are gone. The next `wake` starts anew. */
  | { readonly type: 'lost' };

export interface AudioOutput {
  /** Makes sound possible. The first call belongs in a person's gesture, or the browser holds the sound back. */
  wake(): void;
  /** Lets the device rest while nothing plays. */
  rest(): void;
  /** In order. What is said before the first `wake`, or while it works, is not lost. */
  tell(...commands: readonly EngineCommand[]): void;
  /** 0–1, as a person hears it; takes effect within some milliseconds, without a click. */
  setVolume(volume: number): void;
  /** The frame, not whole, that leaves the loudspeaker now. */
  heardFrame(): number;
  /** One listener. @returns the function that ends it. */
  listen(listener: (event: OutputEvent) => void): () => void;
  close(): void;
}

/** Seconds in which the gain follows the volume: long enough not to click, too short to be noticed. */
const VOLUME_TIME_CONSTANT = 0.015;

interface Chain {
  readonly context: AudioContext;
  readonly gain: GainNode;
  /** Null until the worklet's module is there. */
  node: AudioWorkletNode | null;
}

/** @param devices The browser's; left out where it has none to tell of. */
export function createAudioOutput(clock: Clock, devices?: EventTarget): AudioOutput {
  let chain: Chain | null = null;
  let listener: (event: OutputEvent) => void = () => {};
  let volume = 1;
  /** What the worklet, once it is there, must still be told. */
  let kept: EngineCommand[] = [];
  /** A context that rests says "suspended" too; that is no interruption. */
  let awake = false;

  const watch = new StallWatch(
    clock,
    () => (awake && chain?.context.state === 'running' ? chain.context.currentTime : null),
    () => chain && lose(chain),
  );
  const devicesChanged = () => watch.devicesChanged();
  devices?.addEventListener('devicechange', devicesChanged);

  function start(): Chain {
    // At the speech's own rate samples pass untouched to the end of the graph; the device's rate is the browser's work.
    const context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' });
    const made: Chain = { context, gain: new GainNode(context, { gain: loudness(volume) }), node: null };
    made.gain.connect(context.destination);
    context.onstatechange = () => {
      if (chain === made && awake) listener({ type: 'running', running: context.state === 'running' });
    };
    context.addEventListener('error', () => lose(made));
    context.audioWorklet.addModule(workletUrl).then(
      () => attach(made),
      () => lose(made),
    );
    return made;
  }

  function attach(made: Chain): void {
    if (chain !== made) return;
    const node = new AudioWorkletNode(made.context, 'lectern-player', {
      numberOfInputs: 0,
      outputChannelCount: [1],
    });
    node.port.onmessage = (event: MessageEvent<EngineReport>) => {
      if (chain === made) listener({ type: 'report', report: event.data });
    };
    node.onprocessorerror = () => lose(made);
    node.connect(made.gain);
    made.node = node;
    for (const command of kept) node.port.postMessage(command);
    kept = [];
  }

  function drop(made: Chain): void {
    chain = null;
    kept = [];
    made.context.onstatechange = null;
    made.node?.disconnect();
    if (made.context.state !== 'closed') void made.context.close();
  }

  function lose(made: Chain): void {
    if (chain !== made) return;
    drop(made);
    listener({ type: 'lost' });
  }

  return {
    wake() {
      awake = true;
      chain ??= start();
      // Without a gesture this promise stays open: 'running' tells when it has become true.
      if (chain.context.state !== 'running') void chain.context.resume();
    },
    rest() {
      awake = false;
      if (chain?.context.state === 'running') void chain.context.suspend();
    },
    tell(...commands) {
      for (const command of commands)
        if (chain?.node) chain.node.port.postMessage(command);
        else kept.push(command);
    },
    setVolume(wanted) {
      volume = wanted;
      chain?.gain.gain.setTargetAtTime(loudness(wanted), chain.context.currentTime, VOLUME_TIME_CONSTANT);
    },
    heardFrame() {
      if (!chain) return 0;
      const { context } = chain;
      const { contextTime, performanceTime } = context.getOutputTimestamp();
      const made = context.currentTime * SAMPLE_RATE;
      if (!contextTime || !performanceTime) return made - context.outputLatency * SAMPLE_RATE;
      const since = context.state === 'running' ? (performance.now() - performanceTime) / 1000 : 0;
      return Math.min(made, (contextTime + since) * SAMPLE_RATE);
    },
    listen(wanted) {
      listener = wanted;
      return () => {
        listener = () => {};
      };
    },
    close() {
      devices?.removeEventListener('devicechange', devicesChanged);
      watch.close();
      if (chain) drop(chain);
    },
  };
}

/** Milliseconds until the first sample of this report's span leaves the loudspeaker; below 0 where it has. */
export function soundsIn(
  { frame, offset, speed }: Extract<EngineReport, { type: 'position' }>,
  output: Pick<AudioOutput, 'heardFrame'>,
): number {
  const first = frame - (speed > 0 ? offset / speed : 0);
  return ((first - output.heardFrame()) / SAMPLE_RATE) * 1000;
}

/** Hearing is roughly logarithmic: a square makes the middle of the slider sound like the middle. 0 and 1 stay. */
function loudness(volume: number): number {
  return volume * volume;
}
