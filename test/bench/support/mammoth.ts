/** Reads one DOCX with mammoth and prints the milliseconds and the memory that it took, as a process of its own. */
import mammoth from 'mammoth';

export interface MammothFigures {
  /** Milliseconds. */
  readonly whole: number;
  /** Bytes that the process ever held at a time. */
  readonly peak: number;
}

const [, , path] = process.argv;
if (path === undefined) throw new Error('Name a file.');
const from = performance.now();
await mammoth.convertToHtml({ path });
const whole = performance.now() - from;
console.log(JSON.stringify({ whole, peak: process.resourceUsage().maxRSS * 1024 } satisfies MammothFigures));
