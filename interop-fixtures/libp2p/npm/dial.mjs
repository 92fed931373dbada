// A libp2p node that dials the multiaddr given, asks /echo/1 so many times, then once with so many bytes, and prints what came back.
import { createHash } from 'node:crypto'
import { quic } from '@chainsafe/libp2p-quic'
import { createLibp2p } from 'libp2p'
import { multiaddr } from '@multiformats/multiaddr'

const [address, times, bytes] = process.argv.slice(2)
const node = await createLibp2p({ transports: [quic()], connectionMonitor: { enabled: false } })
const connection = await node.dial(multiaddr(address))
console.log(`connected ${connection.remotePeer}`)

async function ask (content) {
  const stream = await connection.newStream('/echo/1')
  const sending = stream.sink(pieces(content))
  const came = createHash('sha256')
  for await (const chunk of stream.source) came.update(chunk.subarray())
  await sending
  await stream.close()
  return came.digest('hex') === createHash('sha256').update(content).digest('hex')
}

function * pieces (content) {
  for (let at = 0; at < content.length; at += 65536) yield content.subarray(at, at + 65536)
}

let right = 0
for (let turn = 0; turn < Number(times); turn++) {
  if (await ask(new TextEncoder().encode(`hello ${turn}`))) right++
}
console.log(`echoed ${right}`)
const long = Buffer.alloc(Number(bytes))
for (let at = 0; at < long.length; at += 4) long.writeUInt32LE(Math.imul(at, 2654435761) >>> 0, at)
console.log(`long ${await ask(long)}`)
await connection.close()
await node.stop()
process.exit(0)
