import { EventEmitter } from 'node:events';

interface Options {
  readonly title?: string;
  readonly body?: string;
}

/** What was shown, in order, for tests: `electron.evaluate(() => globalThis.electronDoubleNotifications)`. */
const shown: Notification[] = [];
Object.assign(globalThis, { electronDoubleNotifications: shown });

export class Notification extends EventEmitter {
  readonly title: string;
  readonly body: string;

  static isSupported(): boolean {
    return true;
  }

  constructor(options: Options = {}) {
    super();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
  }

  show(): void {
    shown.push(this);
    this.emit('show', {});
  }
  close(): void {
    this.emit('close', {});
  }
}
