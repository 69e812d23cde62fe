/** What goes between a `DocumentReader` and the worker of one document. Every request is answered once, in any order. */
import type { DocumentSummary, Section } from '../../core/document/model.ts';
import type { OpenOptions, Resource } from '../../core/document/reader.ts';
import type { ErrorPayload } from '../../core/errors.ts';

export type DocumentTask =
  /** Before there is a document: loads what any of them needs. */
  | { readonly type: 'prepare' }
  /** The first request about a document, and only that. */
  | { readonly type: 'open'; readonly path: string; readonly name: string; readonly options: OpenOptions }
  | { readonly type: 'section'; readonly index: number }
  | { readonly type: 'resource'; readonly name: string };

export type DocumentRequest = { readonly id: number; readonly task: DocumentTask };

export type DocumentAnswer =
  | { readonly type: 'prepared' }
  | { readonly type: 'opened'; readonly summary: DocumentSummary }
  | { readonly type: 'section'; readonly section: Section }
  | { readonly type: 'resource'; readonly resource: Resource | null }
  | { readonly type: 'failed'; readonly error: ErrorPayload };

export type DocumentReply = { readonly id: number; readonly answer: DocumentAnswer };
