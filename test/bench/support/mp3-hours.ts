/** Makes one mp3 file of so many hours of stored speech, in a process of its own, and prints the most that it held. */
import { createMp3Pool } from '../../../electron/node/audiobook/pool.ts';
import { longSpeech, MP3_WORKER } from './stored-book.ts';

const [folder, hours] = process.argv.slice(2);
const pool = createMp3Pool({ worker: MP3_WORKER, size: 1 });
/** Looked at with each segment. (getrusage's own maximum begins with what the process had that started this one.) */
let peak = 0;
const look = () => {
  peak = Math.max(peak, process.memoryUsage.rss());
};
const mode = { kind: 'cbr', kbps: 64 } as const;
const { samples } = await pool.encode(
  {
    groups: [{ segments: await longSpeech(String(folder), Number(hours) * 3600) }],
    settings: { encoder: 'wasm', rate: 24_000, mode, loudness: -18 },
    output: `${folder}/${hours}.mp3`,
  },
  { signal: new AbortController().signal, progress: look },
);
await pool.close();
console.log(JSON.stringify({ samples, peak }));
