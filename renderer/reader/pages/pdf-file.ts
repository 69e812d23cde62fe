/**
 * A PDF as pictures of its pages: pdf.js in the window, its parser in a worker of the browser's. The file is hostile
 * input: nothing of it runs, pictures and pages are bounded in pixels and drawing in time. All that pdf.js needs comes
 * from our own origin; without WebAssembly and eval, for the content security policy allows neither.
 */
import type { PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { bulkPath } from '../../../electron/contract/bulk.ts';
import { LecternError } from '../../../electron/core/errors.ts';

export interface PdfFile {
  /**
   * Draws a page.
   * @param index From 0. @param width Of the drawing, in pixels of the device; the canvas is set to its size.
   * @throws LecternError where the page cannot be drawn; the signal's reason where it was aborted.
   */
  draw(index: number, canvas: HTMLCanvasElement, width: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Bytes that are asked for at a time: a page of text is smaller, a scan has a few. */
const PIECE = 256 * 1024;
/** Pixels of a page's drawing: 16 MB of memory for each 4 million. */
const MOST_PIXELS = 12_000_000;
/** Pixels of a picture in the file. */
const LARGEST_IMAGE = 64_000_000;
/** Milliseconds. */
const LONGEST_DRAWING = 30_000;

/** Maps of characters, the standard fonts and decoders: put there by the build (`.config/pdfjs-files.ts`). */
const folder = (name: string): string => new URL(`pdfjs/${name}/`, document.baseURI).href;

class OwnOriginData {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const from = kind === 'cMapUrl' ? folder('cmaps') : folder('standard_fonts');
    const answer = await fetch(from + encodeURIComponent(filename));
    if (!answer.ok) throw new Error(`There is no ${filename}.`);
    return new Uint8Array(await answer.arrayBuffer());
  }
}

/** @throws LecternError where the file cannot be had, or is none that can be drawn. */
export async function openPdfFile(id: string): Promise<PdfFile> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;
  const { bytes, size } = await readPart(id, 0, PIECE);

  class Ranges extends pdfjs.PDFDataRangeTransport {
    override requestDataRange(begin: number, end: number): void {
      readPart(id, begin, end).then(
        ({ bytes: part }) => this.onDataRange(begin, part),
        () => void task.destroy(), // what waits for the bytes fails, and says so on its page
      );
    }
  }
  const task = pdfjs.getDocument({
    range: new Ranges(size, bytes),
    rangeChunkSize: PIECE,
    disableAutoFetch: true,
    disableStream: true,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
    BinaryDataFactory: OwnOriginData,
    cMapUrl: folder('cmaps'),
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    cMapPacked: true,
    useWasm: false,
    useWorkerFetch: false,
    useSystemFonts: false,
    disableWorkerRendering: true,
    maxImageSize: LARGEST_IMAGE,
    enableXfa: false,
  });
  try {
    const pdf = await task.promise;
    return { draw: (...order) => draw(pdf, ...order), close: () => task.destroy() };
  } catch (cause) {
    await task.destroy().catch(() => undefined);
    throw notDrawn(cause);
  }
}

async function draw(
  pdf: PDFDocumentProxy,
  index: number,
  canvas: HTMLCanvasElement,
  width: number,
  signal: AbortSignal,
): Promise<void> {
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_DRAWING)]);
  try {
    const page = await untilAborted(pdf.getPage(index + 1), bounded);
    const whole = page.getViewport({ scale: 1 });
    const most = Math.sqrt(MOST_PIXELS / (whole.width * whole.height));
    const viewport = page.getViewport({ scale: Math.min(width / whole.width, most) });
    canvas.width = Math.max(1, Math.round(viewport.width));
    canvas.height = Math.max(1, Math.round(viewport.height));
    const task = page.render({ canvas, viewport });
    const stop = () => task.cancel();
    bounded.addEventListener('abort', stop, { once: true });
    try {
      await untilAborted(task.promise, bounded);
    } finally {
      bounded.removeEventListener('abort', stop);
      page.cleanup();
    }
  } catch (cause) {
    throw signal.aborted ? signal.reason : notDrawn(cause);
  }
}

/** A parser that hangs answers nothing: the wait is over all the same. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Bytes from `from` to before `end`, at most to the file's own end, and the size of the whole. */
async function readPart(id: string, from: number, end: number) {
  const headers = { range: `bytes=${from}-${end - 1}` };
  const answer = await fetch(bulkPath.file(id), { headers }).catch(() => null);
  if (answer?.status !== 206) throw notDrawn(null);
  const size = Number(/\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1]);
  return { bytes: new Uint8Array(await answer.arrayBuffer()), size };
}

const notDrawn = (cause: unknown) =>
  new LecternError(
    'corrupt-document',
    'This page cannot be shown as it was printed. Its text can still be read.',
    {
      cause,
    },
  );
