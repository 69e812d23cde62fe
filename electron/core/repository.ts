/** @returns the address of a package.json's repository as a browser opens it, or null where it names none on the web. */
export function repositoryOf(manifest: unknown): string | null {
  if (typeof manifest !== 'object' || manifest === null || !('repository' in manifest)) return null;
  const { repository } = manifest;
  const url =
    typeof repository === 'object' && repository !== null && 'url' in repository
      ? repository.url
      : repository;
  if (typeof url !== 'string') return null;
  const path = /(?:github\.com[/:]|^github:|^)([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(url)?.[1];
  return path === undefined ? null : `https://github.com/${path}`;
}
