// The npm package as a client that is cut off: node crash.mjs WS-URL COUNT. Each session ends at another point of the same work.
import { WebSocket } from 'ws';
globalThis.WebSocket = WebSocket;
const { newWebSocketRpcSession } = await import('capnweb');

const [url, count] = process.argv.slice(2);
const ignore = () => {};

for (let round = 0; round < Number(count); round++) {
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    let left = round;
    const send = socket.send.bind(socket);
    // The connection breaks before the message after the round's last.
    socket.send = (...parts) => left-- > 0 ? send(...parts) : socket.terminate();
    const api = newWebSocketRpcSession(socket);
    api.onRpcBroken(ignore);
    const user = api.user(round);
    const work = [
        user.friend().name(),
        api.callBack(text => text),
        api.keep(text => text),
        api.users().map(one => one.name()),
        api.sum(new ReadableStream({
            start(stream) {
                for (let number = 0; number < 10; number++) stream.enqueue(number);
                stream.close();
            },
        })),
        api.greet('Ann'),
    ];
    await Promise.allSettled(work);
    socket.terminate();
}
console.log('done');
