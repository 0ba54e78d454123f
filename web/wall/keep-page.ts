/**
 * Has the browser keep the page of the wall, so that a screen that is switched on while the server is away shows a page that waits for
 * it, and not the browser's own that something failed. Browsers do so only under HTTPS or on the server's own machine.
 */
export async function keepPage(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register('/wall-worker.js', { scope: '/wall' })
  } catch (error) {
    // What was kept before still holds; without it the wall works as long as the server does.
    reportError(error)
  }
}
