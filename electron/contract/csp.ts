/** The content security policy of every page of Lectern, in Electron and in the web program alike. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:", // MediaSource
  "connect-src 'self'", // the contract's bulk paths and, in the web program, its WebSocket
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * For images out of books: an SVG is a document of its own when it is opened directly, and books are hostile input.
 * Its inline styles may work; nothing may run or load.
 */
export const RESOURCE_SECURITY_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
