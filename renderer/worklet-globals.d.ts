/** What an AudioWorkletGlobalScope has beyond the language (Web Audio API, section 1.32). */
declare const sampleRate: number;
declare const currentFrame: number;
declare const currentTime: number;
interface WorkletPort {
  /** `never`: the processor names the messages that its window sends. */
  onmessage: ((event: { data: never }) => void) | null;
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
}
declare class AudioWorkletProcessor {
  readonly port: WorkletPort;
}
declare function registerProcessor(
  name: string,
  processor: new (options: never) => AudioWorkletProcessor,
): void;
