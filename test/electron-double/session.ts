import type { WebContents } from './web-contents.ts';

type CheckHandler = (
  contents: WebContents | null,
  permission: string,
  origin: string,
  details: object,
) => boolean;
type RequestHandler = (
  contents: WebContents,
  permission: string,
  answer: (granted: boolean) => void,
  details: object,
) => void;
type BeforeRequest = (
  details: { url: string; method: string; resourceType: string },
  answer: (response: { cancel?: boolean }) => void,
) => void;

/** The permissions that a page may ask about. */
const PERMISSIONS: readonly (readonly [electron: string, chromium: string])[] = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['media', 'camera'],
  ['media', 'microphone'],
];

let check: CheckHandler | null = null;
let request: RequestHandler | null = null;
let beforeRequest: { urls: readonly string[]; listener: BeforeRequest } | null = null;

class WebRequest {
  onBeforeRequest(filter: { urls: string[] }, listener: BeforeRequest): void {
    beforeRequest = { urls: filter.urls, listener };
  }
}

class Session {
  readonly webRequest = new WebRequest();
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    check = handler;
  }
  setPermissionRequestHandler(handler: RequestHandler | null): void {
    request = handler;
  }
  setDevicePermissionHandler(_handler: ((details: object) => boolean) | null): void {}
}

export const session = { defaultSession: new Session() };

/**
 * Which addresses the application wants to be asked about: Chromium's patterns have the same form. Those of plain http
 * are left out, because they would also match the loopback that stands for the application's own scheme: a paused
 * request brings its whole body along, and an upload would not fit.
 */
export const watchedUrls = (): readonly string[] =>
  (beforeRequest?.urls ?? []).filter((pattern) => !pattern.startsWith('http:'));

export async function allowsRequest(details: {
  url: string;
  method: string;
  resourceType: string;
}): Promise<boolean> {
  const { listener } = beforeRequest ?? {};
  if (!listener) return true;
  const { cancel = false } = await new Promise<{ cancel?: boolean }>((answer) => listener(details, answer));
  return !cancel;
}

/**
 * What the application's handlers say about each permission, asked beforehand because Chromium cannot be made to wait for
 * them: a permission is granted only if both of them grant it. Without handlers Electron grants everything.
 */
export async function permissions(contents: WebContents, origin: string) {
  return Promise.all(
    PERMISSIONS.map(async ([permission, name]) => {
      const checked = check?.(contents, permission, origin, {}) ?? true;
      const granted =
        checked &&
        (await new Promise<boolean>((answer) => {
          if (request) request(contents, permission, answer, {});
          else answer(true);
        }));
      return { name, setting: granted ? 'granted' : 'denied' };
    }),
  );
}
