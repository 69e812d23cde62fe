/** Made by `.config/packaging/about-plugin.ts` when the window is built. */
declare module 'virtual:about' {
  /** Every work of others that is shipped, by name. */
  export const parts: readonly {
    readonly name: string;
    readonly version: string;
    /** An SPDX expression. */
    readonly licence: string;
    readonly source: string | null;
    readonly text: string;
  }[];
  /** Where the source of all that is shipped compiled can be had. */
  export const offer: string;
}
