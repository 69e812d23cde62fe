import type { Handlers, ImportResult } from '../contract/table.ts';
import { LecternError } from '../core/errors.ts';
import { addNamed, notAdded, once, type Library } from '../core/library.ts';
import { isAddress, typedAddress, type FetchAddress } from '../core/web-address.ts';
import type { Documents } from './documents.ts';
import type { Emit } from './events.ts';
import { importing } from './importing.ts';
import type { Desktop } from './ports.ts';
import type { Tickets } from './tickets.ts';
import { MOST_UPLOAD_BYTES, tooLarge, type UploadTicket } from './upload.ts';

/** UTF-16 units of pasted text. */
const MOST_PASTED = 8_000_000;
/** Characters of a pasted text's title. */
const TITLE_LENGTH = 60;

type LibraryHandlers = Pick<
  Handlers,
  | 'library.list'
  | 'library.openDialog'
  | 'library.import'
  | 'library.addText'
  | 'library.addAddress'
  | 'library.cancelAddress'
  | 'library.addSample'
  | 'library.remove'
>;

interface Needs {
  readonly library: Library;
  readonly fetchAddress: FetchAddress;
  readonly desktop: Desktop;
  readonly samplePath: string;
  readonly documents: Pick<Documents, 'forget'>;
  readonly uploads: Tickets<UploadTicket>;
}

export interface LibraryPart {
  readonly handlers: LibraryHandlers;
  /** For what comes from outside the window: the path of a file, or a web address. */
  addFile(named: string): Promise<ImportResult>;
  /** Gives up whatever is being fetched. */
  close(): void;
}

export function createLibraryPart(needs: Needs, emit: Emit): LibraryPart {
  const { library, fetchAddress, desktop, samplePath, documents, uploads } = needs;
  /** By the address as it was asked for. */
  const fetching = new Map<string, AbortController>();

  const addFile = (path: string) => importing(fileName(path), () => library.addFile(path), emit);

  const addAddress = (asked: string) => {
    const controller = new AbortController();
    fetching.get(asked)?.abort();
    fetching.set(asked, controller);
    // The sentences of what can go wrong are about the page already.
    return importing(
      null,
      () => addNamed(typedAddress(asked) ?? asked, library, fetchAddress, controller.signal),
      emit,
    ).finally(() => {
      if (fetching.get(asked) === controller) fetching.delete(asked);
    });
  };

  return {
    addFile: (named) => (isAddress(named) ? addAddress(named) : addFile(named)),
    close() {
      for (const controller of fetching.values()) controller.abort();
    },
    handlers: {
      'library.list': async () => [...(await library.list())],
      async 'library.openDialog'() {
        if (!desktop.chooseFiles)
          throw new LecternError('refused', 'There is no file dialog here. Drop a file on the window.');
        const results: ImportResult[] = [];
        for (const path of await desktop.chooseFiles()) results.push(await addFile(path));
        return results;
      },
      async 'library.import'({ name, bytes }) {
        if (bytes > MOST_UPLOAD_BYTES) throw notAdded(name, tooLarge());
        return { ticket: uploads.issue({ name, bytes }) };
      },
      async 'library.addText'({ text }) {
        return importing(
          null,
          async () => {
            if (text.trim() === '')
              throw new LecternError(
                'empty-document',
                'There is no text to read. Copy some text, then paste again.',
              );
            if (text.length > MOST_PASTED)
              throw new LecternError(
                'document-too-large',
                'This text is too long to paste. Save it as a file and open that.',
              );
            return library.add(`${pastedTitle(text)}.txt`, once(new TextEncoder().encode(text)));
          },
          emit,
        );
      },
      'library.addAddress': ({ address }) => addAddress(address),
      async 'library.cancelAddress'({ address }) {
        fetching.get(address)?.abort();
      },
      'library.addSample': () => addFile(samplePath),
      async 'library.remove'({ id }) {
        await documents.forget(id);
        await library.remove(id);
        emit('library.changed', {});
      },
    },
  };
}

/** Of a path of any system. */
const fileName = (path: string) => path.replace(/^.*[\\/]/s, '');

/** The first line with anything in it, cut between words where it is long. */
export function pastedTitle(text: string): string {
  const first = text.trim().split(/\r\n|\r|\n/, 1)[0] ?? '';
  const characters = [...first.replace(/\s+/g, ' ').trim()];
  if (characters.length <= TITLE_LENGTH) return characters.join('');
  const cut = characters.slice(0, TITLE_LENGTH - 1).join('');
  return `${cut.replace(/\s+\S*$/u, '') || cut}…`;
}
