/** What an installed Lectern offers itself for: a row for every format that it reads, by which each system knows it. */
import type { DocumentFormat } from '../../electron/core/document/model.ts';

export interface FileKind {
  /** As people see it in the system's lists. */
  readonly name: string;
  /** Without the dot; the usual one first. */
  readonly extensions: readonly string[];
  /** As the shared MIME database of Linux desktops names them. */
  readonly mediaTypes: readonly string[];
}

export const FILE_KINDS: Readonly<Record<DocumentFormat, readonly FileKind[]>> = {
  epub: [{ name: 'EPUB book', extensions: ['epub'], mediaTypes: ['application/epub+zip'] }],
  pdf: [{ name: 'PDF document', extensions: ['pdf'], mediaTypes: ['application/pdf'] }],
  docx: [
    {
      name: 'Word document',
      extensions: ['docx'],
      mediaTypes: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    },
  ],
  odt: [
    {
      name: 'OpenDocument text',
      extensions: ['odt'],
      mediaTypes: ['application/vnd.oasis.opendocument.text'],
    },
  ],
  rtf: [{ name: 'Rich text', extensions: ['rtf'], mediaTypes: ['application/rtf'] }],
  html: [
    {
      name: 'Web page',
      extensions: ['html', 'htm', 'xhtml'],
      mediaTypes: ['text/html', 'application/xhtml+xml'],
    },
  ],
  fb2: [{ name: 'FictionBook', extensions: ['fb2'], mediaTypes: ['application/x-fictionbook+xml'] }],
  mobi: [
    {
      name: 'Kindle book',
      extensions: ['mobi', 'azw3', 'azw', 'prc'],
      mediaTypes: ['application/x-mobipocket-ebook', 'application/vnd.amazon.mobi8-ebook'],
    },
  ],
  markdown: [{ name: 'Markdown text', extensions: ['md', 'markdown'], mediaTypes: ['text/markdown'] }],
  text: [{ name: 'Plain text', extensions: ['txt', 'text'], mediaTypes: ['text/plain'] }],
  subtitles: [
    { name: 'SubRip subtitles', extensions: ['srt'], mediaTypes: ['application/x-subrip'] },
    { name: 'WebVTT subtitles', extensions: ['vtt'], mediaTypes: ['text/vtt'] },
  ],
};
