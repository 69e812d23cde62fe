import type { DocumentFormat } from '../../electron/core/document/model.ts';
import type { ErrorKind } from '../../electron/core/errors.ts';

/** A part of the corpus, and what must become of its files. */
export interface CorpusPart {
  readonly part: string;
  readonly endings: readonly string[];
  readonly format: DocumentFormat;
  /** Whether Lectern reads this format. If not, the files must be refused as unsupported, which is no claim about them. */
  readonly reads: boolean;
  /** What files of this part may be refused for, and how many of them at most. None where it is left out. */
  readonly refused?: { readonly kinds: readonly ErrorKind[]; readonly most: number };
}

const part = (
  name: string,
  endings: string,
  format: DocumentFormat,
  reads: boolean,
  most = 0,
  ...kinds: readonly ErrorKind[]
): CorpusPart => ({
  part: name,
  endings: endings.split(' '),
  format,
  reads,
  ...(most > 0 ? { refused: { kinds, most } } : {}),
});

/** When a reader is added, its `reads` becomes true here; the test of the whole corpus then holds it to that. */
export const CORPUS_PARTS: readonly CorpusPart[] = [
  // A comic without a word is among them.
  part('epub-idpf', '.epub', 'epub', true, 1, 'no-text'),
  part('epub-w3c', '.epub', 'epub', true),
  part('epub-standardebooks', '.epub', 'epub', true),
  part('perf/big-books', '.epub', 'epub', true),
  part('md-commonmark', '.txt', 'text', true),
  part('perf/big-office', '.md', 'markdown', true),
  // Korean in Johab and in ISO-2022-KR.
  part('enc-chardet', '.txt', 'text', true, 2, 'unsupported-format'),
  // Zeros for the first kilobyte.
  part('enc-chardet', '.html', 'html', true, 1, 'unsupported-format'),
  part('enc-chardet', '.srt', 'subtitles', true),
  // Pictures alone, and nothing.
  part('docx-mammoth', '.docx', 'docx', true, 4, 'no-text'),
  part('docx-pandoc', '.docx', 'docx', true),
  part('perf/big-office', '.docx', 'docx', true),
  // Hidden text, a picture and a rule alone.
  part('odt-pandoc', '.odt', 'odt', true, 4, 'no-text'),
  part('pdf-pysample', '.odt', 'odt', true),
  part('perf/big-office', '.odt', 'odt', true),
  part('rtf-pandoc', '.rtf', 'rtf', true, 1, 'no-text'),
  part('perf/big-office', '.rtf', 'rtf', true),
  part('fb2-pandoc', '.fb2', 'fb2', true),
  part('html-readability', '.html', 'html', true, 5, 'no-text'),
  part('html-defuddle', '.html', 'html', true, 5, 'no-text'),
  part('html-articles', '.html.gz', 'html', true),
  part('mobi-libmobi', '.mobi', 'mobi', true, 1, 'document-protected'),
  part('perf/big-books', '.mobi .azw3', 'mobi', true),
  // Drawings, forms, scans, locked and broken ones: most come from bug reports.
  part('pdf-pdfjs', '.pdf', 'pdf', true, 152, 'no-text', 'document-protected', 'corrupt-document'),
  part('pdf-pysample', '.pdf', 'pdf', true, 9, 'no-text', 'document-protected', 'corrupt-document'),
  part('pdf-typeset-gt', '.pdf', 'pdf', true),
  part('perf/big-books', '.pdf', 'pdf', true),
];
