import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import type * as PdfJsModule from 'pdfjs-dist';
import { LecternError } from '../../../core/errors.ts';

type PdfJs = typeof PdfJsModule;

let loading: Promise<PdfJs> | null = null;

/** pdf.js in its build for Node, loaded when the first PDF is opened: it is 3 MB of code. */
export function pdfjs(): Promise<PdfJs> {
  return (loading ??= load());
}

/** Where pdf.js is installed: beside this module or above it, never by the folder that the program was started in. */
const home = (): string => dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
/** The minified build loads in two thirds of the time. */
const moduleUrl = (name: string): string => pathToFileURL(join(home(), 'legacy/build', name)).href;
/** pdf.js wants folders to end with a slash, on every system. */
const folder = (name: string): string => `${join(home(), name).replaceAll('\\', '/')}/`;

/**
 * While it loads, pdf.js warns that there is nothing to draw with. Nothing is drawn here, and a command's output must
 * stay clean.
 */
async function load(): Promise<PdfJs> {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    const loaded = (await import(moduleUrl('pdf.min.mjs'))) as PdfJs;
    loaded.GlobalWorkerOptions.workerSrc = moduleUrl('pdf.worker.min.mjs');
    if (!isMainThread) process.on('unhandledRejection', forgive);
    return loaded;
  } finally {
    console.warn = warn;
  }
}

/** What pdf.js throws at damaged files, by name. */
const PARSING =
  /^(?:ParserEOFException|XRefEntryException|XRefParseException|FormatError|MissingDataException|InvalidPDFException|UnknownErrorException|AbortException|JpegError|Jbig2Error|JpxError)$/;

/**
 * In damaged files pdf.js rejects promises that nobody waits for, and has dealt with the damage elsewhere. They must not
 * end the worker; any other must, as without this.
 */
function forgive(reason: unknown): void {
  if (!(reason instanceof Error && PARSING.test(reason.name))) throw reason;
}

/** Pixels: no image is decoded, for only text is read. */
const LARGEST_IMAGE = 1;

/**
 * Begins to open a PDF. The caller destroys the task.
 * @param data Owned by pdf.js from now on.
 */
export async function loadPdf(data: Uint8Array): Promise<PdfJsModule.PDFDocumentLoadingTask> {
  const { getDocument, VerbosityLevel } = await pdfjs();
  return getDocument({
    data,
    verbosity: VerbosityLevel.ERRORS,
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    iccUrl: folder('iccs'),
    maxImageSize: LARGEST_IMAGE,
    useSystemFonts: false,
    disableFontFace: true,
    // The names of fonts tell bold and typewriter faces.
    fontExtraProperties: true,
    stopAtErrors: false,
    enableXfa: false,
  });
}

/** What pdf.js says of a file that it cannot open, as a sentence for the person. */
export function refusalOf(cause: unknown): LecternError {
  if (cause instanceof LecternError) return cause;
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'PasswordException') {
    return new LecternError(
      'document-protected',
      'This PDF is locked with a password. Open it in the program that you view PDFs with, save a copy without the password, and open that.',
      { cause },
    );
  }
  return new LecternError(
    'corrupt-document',
    'This PDF is damaged or incomplete: its pages cannot be found in it. Try another copy of it, or download it again.',
    { cause },
  );
}
