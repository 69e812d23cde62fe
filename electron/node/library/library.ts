/** The library on disk: `library.sqlite` for what is known, `files/` and `covers/` for what was copied. */
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DocumentReader, OpenDocument, Resource } from '../../core/document/reader.ts';
import type { Clip } from '../../core/clipping/decide.ts';
import { LecternError } from '../../core/errors.ts';
import { once, type Added, type Library, type LibraryEntry } from '../../core/library.ts';
import { COPIED_MARKUP, COPIED_TEXT } from '../documents/clipping/document.ts';
import { entryOf, openLibraryDatabase, type DocumentRow } from './database.ts';
import { openLibraryFiles, safeExtension, type Draft } from './files.ts';

const COVER_EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'image/svg+xml': '.svg',
  'image/avif': '.avif',
};

export interface LibraryOptions {
  /** Absolute; made where it is missing. */
  readonly directory: string;
  /** Judges what is added: only what it can open is kept. */
  readonly reader: DocumentReader;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** @throws LecternError `storage` or `disk-full` where the folder cannot be used. */
export async function openLibrary(options: LibraryOptions): Promise<Library & { close(): void }> {
  const { directory, reader, now = Date.now } = options;
  const files = await openLibraryFiles(directory);
  const database = await openLibraryDatabase(join(directory, 'library.sqlite'));

  const row = (id: string): DocumentRow => database.get(id) ?? missing();

  const add = async (name: string, bytes: AsyncIterable<Uint8Array>): Promise<Added> => {
    const draft = await files.receive(bytes, safeExtension(name));
    try {
      const known = database.get(draft.hash);
      if (known) {
        await restoreIfGone(known, draft);
        database.listClipping(known.id); // what was a clipping is wanted as a document
        return { entry: entryOf(known), alreadyThere: true };
      }
      return await keep(name, draft);
    } finally {
      await draft.discard();
    }
  };

  const keep = async (name: string, draft: Draft): Promise<Added> => {
    const file = `${draft.hash}${safeExtension(name)}`;
    // Files first, the row last: a crash between leaves files that nobody knows and the next import takes over.
    await draft.keep(file);
    // Judged where it will lie, so that whoever shows it next may find it open (see `lingering`).
    const { summary, cover } = await inspect(reader, files.path(file), name).catch(async (error: unknown) => {
      if (!database.get(draft.hash)) await files.remove(file, null);
      throw error;
    });
    const coverFile = cover && `${draft.hash}${COVER_EXTENSIONS[cover.mediaType] ?? ''}`;
    if (cover && coverFile) await files.writeCover(coverFile, cover.bytes);
    const added = database.insert({
      id: draft.hash,
      name,
      file,
      title: summary.metadata.title,
      authors: [...summary.metadata.authors],
      format: summary.metadata.format,
      language: summary.metadata.language,
      cover_file: coverFile,
      cover_type: cover?.mediaType ?? null,
      added_at: now(),
    });
    const entry = entryOf(row(draft.hash));
    await database.flush();
    return { entry, alreadyThere: !added };
  };

  /** A person may have removed the copy by hand; adding the document again mends that. */
  const restoreIfGone = async (known: DocumentRow, draft: Draft) => {
    const there = await stat(files.path(known.file)).catch(() => null);
    if (!there) await draft.keep(known.file);
  };

  const addClipping = async ({ form, body, title }: Clip): Promise<LibraryEntry> => {
    const extension = form === 'html' ? COPIED_MARKUP : COPIED_TEXT;
    const draft = await files.receive(once(new TextEncoder().encode(body)), extension);
    try {
      const id = draft.hash;
      const known = database.get(id);
      if (known) await restoreIfGone(known, draft);
      else await draft.keep(`${id}${extension}`);
      database.insertClipping({
        ...{ id, name: `${title}${extension}`, file: known?.file ?? `${id}${extension}`, title },
        ...{ authors: [], format: form, language: null, cover_file: null, cover_type: null, added_at: now() },
      });
      return entryOf(row(id));
    } finally {
      await draft.discard();
    }
  };

  return {
    list: async () => database.all().map(entryOf),
    async get(id) {
      const found = database.get(id);
      return found && entryOf(found);
    },
    add,
    addFile: async (path) => add(basename(path), readWhole(path)),
    addClipping,
    clippings: async () => database.clippings().map(entryOf),
    async keepClipping(id) {
      row(id);
      database.listClipping(id);
      await database.flush();
      return entryOf(row(id));
    },
    async remove(id) {
      const found = database.get(id);
      if (!found) return;
      database.delete(id);
      await database.flush();
      await files.remove(found.file, found.cover_file);
    },
    async file(id) {
      const { file, name } = row(id);
      return { path: files.path(file), name };
    },
    async markOpened(id) {
      if (!database.setOpened(id, now())) missing();
      return entryOf(row(id));
    },
    async savePosition(id, position, progress) {
      if (!database.setPosition(id, position, progress)) missing();
      await database.flush();
    },
    marks: async (id) => database.marks.of(id),
    async addMark(id, mark, madeAt = now()) {
      row(id);
      const added = database.marks.insert(id, mark, madeAt);
      await database.flush();
      return added;
    },
    async moveMark(mark, position) {
      database.marks.move(mark, position);
      await database.flush();
    },
    async removeMark(mark) {
      database.marks.delete(mark);
      await database.flush();
    },
    plan: async (id) => database.plans.of(id),
    async setPlan(id, choices) {
      row(id);
      database.plans.set(id, choices);
      await database.flush();
    },
    queue: async () => database.queue.all().map((id) => entryOf(row(id))),
    async changeQueue(how) {
      database.queue.change(how);
      await database.flush();
    },
    async cover(id) {
      const found = database.get(id);
      if (!found || found.cover_file === null || found.cover_type === null) return null;
      const bytes = await readFile(files.coverPath(found.cover_file)).catch(() => null); // removed by hand
      return bytes && { mediaType: found.cover_type, bytes };
    },
    close: () => database.close(),
  };
}

/** Reads what the library shows of a document, and so finds out whether it can be read at all. */
async function inspect(reader: DocumentReader, path: string, name: string) {
  const document = await reader.open(path, name);
  try {
    return { summary: document.summary, cover: await coverOf(document) };
  } finally {
    await document.close();
  }
}

/** A cover that cannot be read is no reason to refuse the book. */
async function coverOf(document: OpenDocument): Promise<Resource | null> {
  const name = document.summary.metadata.cover;
  const cover = name === null ? null : await document.resource(name).catch(() => null);
  return cover && cover.mediaType in COVER_EXTENSIONS ? cover : null;
}

async function* readWhole(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const why =
      code === 'ENOENT'
        ? 'There is no such file. Check its name and its folder.'
        : code === 'EISDIR'
          ? 'This is a folder, not a document. Choose a file inside it.'
          : 'The file cannot be read. Check that you may read it.';
    throw new LecternError('file-unreadable', why, { cause: error });
  }
}

function missing(): never {
  throw new LecternError('document-missing', 'This document is no longer in the library. Add it again.');
}
