import { LiveConnection, type LiveMessage } from './connection.ts'
import { post } from './post.ts'

// One stream for all tabs of one person; the worker's name is theirs, so that another person gets another stream.

const ports = new Set<MessagePort>()
let last: LiveMessage = { kind: 'lost' }

const connection = new LiveConnection((message) => {
  if (message.kind === 'mark' || message.kind === 'resync' || message.kind === 'lost') last = message
  for (const port of ports) post(port, message)
})

addEventListener('connect', (event) => {
  const port = (event as MessageEvent).ports[0]!
  if (ports.size === 0) connection.open()
  else post(port, last)
  ports.add(port)
  port.addEventListener('message', () => {
    ports.delete(port)
    if (ports.size === 0) connection.close()
  })
  port.start()
})
