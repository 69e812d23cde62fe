/** The whole screen for the page, or the window again. Browsers allow it only from a key or a click. */
export async function toggleFullScreen(page: Document): Promise<void> {
  if (page.fullscreenElement) await page.exitFullscreen();
  else await page.documentElement.requestFullscreen();
}
