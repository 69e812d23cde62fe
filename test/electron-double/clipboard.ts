/** One clipboard and one selection for the process. Tests put things there as other programs would. */
type Payload = string | Blob;

export class ClipboardItem {
  readonly types: string[];
  readonly #payloads: Readonly<Record<string, Payload>>;

  constructor(items: Readonly<Record<string, Payload>>) {
    this.types = Object.keys(items);
    this.#payloads = items;
  }

  getType(type: string): Promise<Blob> {
    const payload = this.#payloads[type];
    if (payload === undefined) return Promise.reject(new Error(`There is no ${type}.`));
    return Promise.resolve(payload instanceof Blob ? payload : new Blob([payload], { type }));
  }
}

function createClipboard() {
  let items: ClipboardItem[] = [];
  return {
    read: (): Promise<ClipboardItem[]> => Promise.resolve(items),
    async readText(): Promise<string> {
      const item = items.find(({ types }) => types.includes('text/plain'));
      return item ? (await item.getType('text/plain')).text() : '';
    },
    has: (type: string): Promise<boolean> => Promise.resolve(items.some(({ types }) => types.includes(type))),
    write(data: ClipboardItem[]): Promise<void> {
      items = data;
      return Promise.resolve();
    },
    writeText(text: string): Promise<void> {
      items = [new ClipboardItem({ 'text/plain': text })];
      return Promise.resolve();
    },
    clear(): void {
      items = [];
    },
  };
}

export const clipboard = { ...createClipboard(), selection: createClipboard() };
