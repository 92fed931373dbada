// A libp2p node as the original's program is: identify, push, ping, and /foo/1 with CBOR.
//   host.mjs listen [AGENT]           prints its address and what it hears, and ends with its input
//   host.mjs dial ADDRESS REQUESTS    dials, is identified, pings, and asks /foo/1 so many times
//   host.mjs crowd ADDRESS COUNT      dials with so many hosts at once; each is identified, asks /foo/1 once, and stays until the input ends
//   host.mjs serve                    listens, and prints its address alone
//   host.mjs measure ADDRESS requests|connections|bytes COUNT FLIGHT FIRST
//                                     does FIRST of them, says so, does COUNT, and prints their seconds and the processor's
import { quic } from '@chainsafe/libp2p-quic'
import { identify, identifyPush } from '@libp2p/identify'
import { ping } from '@libp2p/ping'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'

const [role, address, ...more] = process.argv.slice(2)
const isListener = role === 'listen' || role === 'serve'
const isTold = role === 'listen' || role === 'dial'
const own = { protocolPrefix: 'ipfs', agentVersion: 'peer/0.0.1' }

const create = async () => serving(await createLibp2p({
  addresses: { listen: isListener ? ['/ip4/127.0.0.1/udp/0/quic-v1'] : [] },
  transports: [quic()],
  connectionMonitor: { enabled: false },
  // A hundred callers of one address at once are too many for js-libp2p as it comes.
  connectionManager: { inboundConnectionThreshold: 1000, maxIncomingPendingConnections: 1000 },
  services: { identify: identify(own), push: identifyPush(own), ping: ping() }
}))

const node = await create()

// CBOR of the two messages, whose texts are short: {"message": text} and {"message": text, "address": bytes}.
const utf8 = new TextEncoder()
const head = (type, length) => length < 24 ? [type << 5 | length] : length < 256 ? [type << 5 | 24, length] : [type << 5 | 25, length >> 8, length & 255]
const text = (value) => { const bytes = utf8.encode(value); return [...head(3, bytes.length), ...bytes] }
const request = (message) => Uint8Array.from([...head(5, 1), ...text('message'), ...text(message)])
const response = (message, bytes) =>
  Uint8Array.from([...head(5, 2), ...text('message'), ...text(message), ...text('address'), ...head(2, bytes.length), ...bytes])

async function all (source) {
  const bytes = []
  for await (const chunk of source) bytes.push(...chunk.subarray())
  return Uint8Array.from(bytes)
}

// The text behind the key "message".
function messageOf (bytes) {
  let at = 1 + text('message').length
  const short = bytes[at] & 31
  const length = short < 24 ? short : bytes[at + 1]
  at += short < 24 ? 1 : 2
  return new TextDecoder().decode(bytes.subarray(at, at + length))
}

async function serving (host) {
  await host.handle('/foo/1', async ({ stream, connection }) => {
    const asked = messageOf(await all(stream.source))
    if (isTold) console.log(`request ${asked}`)
    await stream.sink([response('Hello back from js', connection.remoteAddr.bytes)])
  }, { maxInboundStreams: 1000 })
  return host
}

await node.handle('/sink/1', async ({ stream }) => {
  let count = 0
  for await (const chunk of stream.source) count += chunk.byteLength
  await stream.sink([utf8.encode(String(count))])
}, { maxInboundStreams: 1000 })

node.addEventListener('peer:identify', ({ detail }) =>
  isTold && console.log(`identified ${detail.peerId} ${detail.agentVersion} ${detail.protocols.join(' ')} observed ${detail.observedAddr}`))

async function ask (connection, message) {
  const stream = await connection.newStream('/foo/1')
  await stream.sink([request(message)])
  const answer = messageOf(await all(stream.source))
  await stream.close()
  return answer.startsWith('Hello back from')
}

// Connects, and waits until the other side has said who it is.
async function connect (from = node) {
  const known = new Promise((resolve) => from.addEventListener('peer:identify', resolve, { once: true }))
  const connection = await from.dial(multiaddr(address))
  await known
  return connection
}


// Sends so many bytes on a stream of its own, and waits for the answer.
async function pour (connection, bytes) {
  const chunk = new Uint8Array(65536)
  const stream = await connection.newStream('/sink/1')
  await stream.sink((function * () { for (let left = bytes; left > 0; left -= chunk.length) yield chunk.subarray(0, left) })())
  const arrived = Number(new TextDecoder().decode(await all(stream.source)))
  await stream.close()
  if (arrived !== bytes) throw new Error(`${arrived} of ${bytes} bytes arrived`)
}

const works = {
  async connections (connection, count) {
    for (let turn = 0; turn < count; turn++) await (await connect()).close()
  },
  async requests (connection, count, flight) {
    let left = count
    await Promise.all(Array.from({ length: flight }, async () => { while (left-- > 0) await ask(connection, 'Hello') }))
  },
  bytes: (connection, count, flight) => Promise.all(Array.from({ length: flight }, () => pour(connection, Math.floor(count / flight))))
}

async function measure (work, count, flight, first) {
  const connection = work === 'connections' ? undefined : await connect()
  await works[work](connection, first, flight)
  console.log('begins')
  const [started, before] = [performance.now(), process.cpuUsage()]
  await works[work](connection, count, flight)
  const [seconds, { user, system }] = [(performance.now() - started) / 1e3, process.cpuUsage(before)]
  console.log(`${seconds} ${(user + system) / 1e6}`)
}

if (isListener) {
  console.log(node.getMultiaddrs()[0].toString())
  process.stdin.on('end', () => process.exit(0)).resume()
} else if (role === 'crowd') {
  const connections = await Promise.all(Array.from({ length: Number(more[0]) }, async () => connect(await create())))
  const answers = await Promise.all(connections.map((connection) => ask(connection, 'one of many')))
  console.log(`answered ${answers.filter((isRight) => isRight).length}`)
  process.stdin.on('end', () => process.exit(0)).resume()
} else if (role === 'measure') {
  await measure(more[0], Number(more[1]), Number(more[2]), Number(more[3]))
  process.exit(0)
} else {
  const connection = await connect()
  console.log(`connected ${connection.remotePeer}`)
  console.log(`ping ${await node.services.ping.ping(connection.remotePeer) >= 0}`)
  let right = 0
  for (let turn = 0; turn < Number(more[0]); turn++) if (await ask(connection, `Hello from js ${turn}`)) right++
  console.log(`answered ${right}`)
  await node.stop()
  process.exit(0)
}
