// A libp2p node that dials the multiaddr given, asks /echo/1 so many times, then once with so many bytes, and prints what came back.
import { quic } from '@chainsafe/libp2p-quic'
import { createLibp2p } from 'libp2p'
import { multiaddr } from '@multiformats/multiaddr'

const [address, times, bytes] = process.argv.slice(2)
const node = await createLibp2p({ transports: [quic()], connectionMonitor: { enabled: false } })
const connection = await node.dial(multiaddr(address))
console.log(`connected ${connection.remotePeer}`)

async function ask (content) {
  const stream = await connection.newStream('/echo/1')
  const sending = stream.sink([content])
  let count = 0
  let same = true
  for await (const chunk of stream.source) {
    for (const byte of chunk.subarray()) same &&= byte === content[count++]
  }
  await sending
  await stream.close()
  return same && count === content.length
}

let right = 0
for (let turn = 0; turn < Number(times); turn++) {
  if (await ask(new TextEncoder().encode(`hello ${turn}`))) right++
}
console.log(`echoed ${right}`)
const long = new Uint8Array(Number(bytes)).map((_, place) => place * 7)
console.log(`long ${await ask(long)}`)
await connection.close()
await node.stop()
process.exit(0)
