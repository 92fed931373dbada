// A libp2p node that echoes on /echo/1, and counts the bytes of /sink/1. It prints its address, and ends with its input.
import { quic } from '@chainsafe/libp2p-quic'
import { createLibp2p } from 'libp2p'

const node = await createLibp2p({
  addresses: { listen: ['/ip4/127.0.0.1/udp/0/quic-v1'] },
  transports: [quic()],
  connectionMonitor: { enabled: false }
})
await node.handle('/echo/1', ({ stream }) => { stream.sink(stream.source).catch(() => {}) }, { maxInboundStreams: 1000 })
await node.handle('/sink/1', async ({ stream }) => {
  let count = 0
  for await (const chunk of stream.source) count += chunk.byteLength
  await stream.sink([new TextEncoder().encode(String(count))])
}, { maxInboundStreams: 1000 })
console.log(node.getMultiaddrs()[0].toString())
process.stdin.on('end', () => process.exit(0)).resume()
