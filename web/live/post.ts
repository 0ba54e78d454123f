import type { LiveMessage } from './connection.ts'

/** Sends to the other end of a port: what came to a tab, or that a tab leaves. */
export function post(port: MessagePort, message: LiveMessage | 'leave'): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has one other end, and no origin
  port.postMessage(message)
}
